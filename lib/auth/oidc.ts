import "server-only";
import type { Profile, User } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { decode, encode } from "next-auth/jwt";
import { cookies, headers } from "next/headers";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import { loggerOf } from "@/lib/logger";
import { routes } from "@/lib/routes";
import { enterByIdentity } from "@/lib/usecases/enter-by-identity";
import { linkIdentity } from "@/lib/usecases/link-identity";
import { currentRequestId, getActor, getSession } from "./current-actor";
import { deviceNameOf } from "./device-name";
import { networkAddressOf } from "./network-address";
import { sessionCookieOptions } from "./session-cookie";

export const oidcProviderId = "oidc";

/** What next-auth hands on to the cookie. */
export interface SessionUser extends User {
  sessionId?: string;
}

/** The claims of an ID token that next-auth has checked: signature, issuer, audience, time, nonce. */
interface Claims extends Profile {
  iss?: unknown;
  email_verified?: unknown;
}

/** Nothing where no provider is set up in the environment. */
export function oidcProviders(): OAuthConfig<Claims>[] {
  const { oidc } = env();
  if (oidc === null) return [];
  return [
    {
      id: oidcProviderId,
      name: oidc.name,
      type: "oauth",
      wellKnown: `${oidc.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
      issuer: oidc.issuer,
      clientId: oidc.clientId,
      clientSecret: oidc.clientSecret,
      authorization: { params: { scope: "openid email" } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      httpOptions: { timeout: 8000 },
      // Nothing of the person but the subject goes further; the rest of the claims is read where somebody is let in.
      profile: ({ sub }) => ({ id: sub ?? "" }),
    },
  ];
}

const linkCookie = (): string => (env().publicUrl.startsWith("https://") ? "__Host-demasque.link" : "demasque.link");
const linkSeconds = 600;

/** Remembers that the signed-in person is on their way to the provider in order to link it, and which of their sessions asked. */
export async function beginLinking(sessionId: string): Promise<void> {
  const value = await encode({ token: { link: sessionId }, secret: env().sessionSecret, maxAge: linkSeconds });
  (await cookies()).set(linkCookie(), value, { ...sessionCookieOptions(), maxAge: linkSeconds });
}

/** Whether this session began to link, once: the mark goes with being read. */
async function wasLinking(): Promise<boolean> {
  const jar = await cookies();
  const cookie = jar.get(linkCookie())?.value;
  if (!cookie) return false;
  jar.set(linkCookie(), "", { ...sessionCookieOptions(), maxAge: 0 });
  try {
    const held = await decode({ token: cookie, secret: env().sessionSecret });
    const session = await getSession();
    return session !== null && held?.["link"] === session.id;
  } catch {
    return false;
  }
}

const to = (path: string): string => `${env().publicUrl}${path}`;

/** True lets somebody in, with the session at the user; an address sends them there instead. */
export async function admitByProvider(user: SessionUser, claims: Claims | undefined): Promise<boolean | string> {
  const { oidc } = env();
  const subject = claims?.sub;
  if (oidc === null || !subject || claims.iss !== oidc.issuer) return false;
  const identity = { issuer: oidc.issuer, subject };
  const requestId = await currentRequestId();
  try {
    if (await wasLinking()) return await link(user, identity);
    const sent = await headers();
    const entry = await enterByIdentity({
      ...identity,
      email: claims.email ?? null,
      isEmailVerified: claims.email_verified === true,
      networkAddress: networkAddressOf(sent),
      device: deviceNameOf(sent.get("user-agent")),
      requestId,
    });
    if (entry.kind === "refused") return false;
    user.sessionId = entry.sessionId;
    return true;
  } catch (error) {
    if (error instanceof DomainError)
      return to(routes.signIn({ error: error.code === "limited" ? "limited" : "AccessDenied" }));
    loggerOf(requestId).error({ err: error }, "sign-in by the provider failed");
    return to(routes.signIn({ error: "Callback" }));
  }
}

async function link(user: SessionUser, identity: { issuer: string; subject: string }): Promise<boolean | string> {
  const [actor, session] = [await getActor(), await getSession()];
  if (actor === null || session === null) return false;
  try {
    await linkIdentity(actor, identity);
  } catch (error) {
    if (error instanceof DomainError) return to(routes.settings({ linking: "refused" }));
    throw error;
  }
  // The browser stays in the session that it has.
  user.sessionId = session.id;
  return true;
}
