import "server-only";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { passkeyAnswerSchema } from "@/lib/domain/access/second-factor";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import { isLocale, localeCookie } from "@/lib/i18n/locales";
import { logger, loggerOf } from "@/lib/logger";
import { routes } from "@/lib/routes";
import { resumeSession } from "@/lib/usecases/resume-session";
import { signIn, type SignedIn } from "@/lib/usecases/sign-in";
import { signInWithPasskey } from "@/lib/usecases/sign-in-with-passkey";
import { signOut } from "@/lib/usecases/sign-out";
import { currentRequestId } from "./current-actor";
import { deviceNameOf } from "./device-name";
import { knownDevice, rememberDevice } from "./known-device";
import { networkAddressOf } from "./network-address";
import { admitByProvider, oidcProviderId, oidcProviders, type SessionUser } from "./oidc";
import { sessionCookieName, sessionCookieOptions, sessionCookieSeconds } from "./session-cookie";

const credentialsSchema = z.object({ email: z.string().max(320), password: z.string().max(2000) });
const passkeySchema = z.object({
  answer: z
    .string()
    .max(40_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue("not JSON");
        return z.NEVER;
      }
    })
    .pipe(passkeyAnswerSchema),
});

/** The reader's own language, on a device that has none yet. */
async function keepLocale(locale: string | null): Promise<void> {
  const jar = await cookies();
  if (!isLocale(locale) || jar.has(localeCookie)) return;
  jar.set(localeCookie, locale, { path: "/", sameSite: "lax", httpOnly: true, maxAge: 31_536_000 });
}

interface Place {
  networkAddress: string;
  device: string;
  requestId: string;
}

/**
 * Null is "not these two together". An error's message reaches the form: the reason's marker, with the minutes to wait.
 */
async function enter(work: (place: Place) => Promise<SignedIn>): Promise<SessionUser | null> {
  const sent = await headers();
  const requestId = await currentRequestId();
  const device = deviceNameOf(sent.get("user-agent"));
  try {
    const { userId, sessionId, locale } = await work({ networkAddress: networkAddressOf(sent), device, requestId });
    await keepLocale(locale);
    return { id: userId, sessionId };
  } catch (error) {
    if (error instanceof DomainError && error.code === "forbidden") return null;
    if (error instanceof DomainError)
      throw new Error(`${error.code}:${String(error.details["minutes"] ?? "")}`, { cause: error });
    loggerOf(requestId).error({ err: error }, "sign-in failed");
    throw new Error("unexpected:", { cause: error });
  }
}

async function authorize(credentials: unknown): Promise<SessionUser | null> {
  const parsed = credentialsSchema.safeParse(credentials);
  if (!parsed.success) return null;
  const { email } = parsed.data;
  return enter(async (place) => {
    const entered = await signIn({ ...parsed.data, ...place, knownDevice: await knownDevice(email) });
    await rememberDevice(email);
    return entered;
  });
}

async function authorizePasskey(credentials: unknown): Promise<SessionUser | null> {
  const parsed = passkeySchema.safeParse(credentials);
  return parsed.success ? enter((place) => signInWithPasskey({ answer: parsed.data.answer, ...place })) : null;
}

const token = (sessionId: unknown) => ({ sid: sessionId });

/** next-auth's own way out ends the row as well as the cookie. */
async function endOf(sessionId: unknown): Promise<void> {
  const session = typeof sessionId === "string" ? await resumeSession(sessionId) : null;
  if (session === null) return;
  const { userId, pseudonym, roles } = session;
  await signOut({ kind: "user", id: userId, pseudonym, roles, requestId: await currentRequestId() }, session.id);
}

/** A function, because the environment is read at the first request and not while the pages are built. */
export function authOptions(): AuthOptions {
  return {
    secret: env().sessionSecret,
    session: { strategy: "jwt", maxAge: sessionCookieSeconds },
    pages: { signIn: routes.signIn(), signOut: routes.signIn(), error: routes.signIn() },
    useSecureCookies: env().publicUrl.startsWith("https://"),
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    providers: [
      CredentialsProvider({
        id: "password",
        credentials: { email: {}, password: {} },
        authorize,
      }),
      CredentialsProvider({ id: "passkey", credentials: { answer: {} }, authorize: authorizePasskey }),
      ...oidcProviders(),
    ],
    callbacks: {
      // `authorize` has decided already; of the provider's answer only the claims have been checked so far.
      signIn: ({ user, account, profile }) =>
        account?.provider === oidcProviderId ? admitByProvider(user, profile) : true,
      jwt: ({ token: held, user, trigger }) =>
        token(trigger === "signIn" ? (user as SessionUser).sessionId : held["sid"]),
      // Nobody reads the session over HTTP: what a page knows of its reader, it asks of the row.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: { signOut: ({ token: held }) => endOf(held["sid"]) },
    logger: {
      error: (code) => logger.error({ code }, "next-auth"),
      warn: (code) => logger.warn({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}
