import "server-only";
import type { AuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import { isLocale, localeCookie } from "@/lib/i18n/locales";
import { logger, loggerOf } from "@/lib/logger";
import { routes } from "@/lib/routes";
import { resumeSession } from "@/lib/usecases/resume-session";
import { signIn } from "@/lib/usecases/sign-in";
import { signOut } from "@/lib/usecases/sign-out";
import { currentRequestId } from "./current-actor";
import { deviceNameOf } from "./device-name";
import { knownDevice, rememberDevice } from "./known-device";
import { networkAddressOf } from "./network-address";
import { sessionCookieName, sessionCookieOptions, sessionCookieSeconds } from "./session-cookie";

/** What next-auth carries from `authorize` to the cookie: the session's id and nothing about the person. */
interface SessionUser extends User {
  sessionId: string;
}

const credentialsSchema = z.object({ email: z.string().max(320), password: z.string().max(2000) });

/** The reader's own language, on a device that has none yet. */
async function keepLocale(locale: string | null): Promise<void> {
  const jar = await cookies();
  if (!isLocale(locale) || jar.has(localeCookie)) return;
  jar.set(localeCookie, locale, { path: "/", sameSite: "lax", httpOnly: true, maxAge: 31_536_000 });
}

/**
 * Null is "not these two together". An error's message reaches the form: the reason's marker, with the minutes to wait.
 */
async function authorize(credentials: unknown): Promise<SessionUser | null> {
  const parsed = credentialsSchema.safeParse(credentials);
  if (!parsed.success) return null;
  const sent = await headers();
  const requestId = await currentRequestId();
  try {
    const { userId, sessionId, locale } = await signIn({
      ...parsed.data,
      networkAddress: networkAddressOf(sent),
      device: deviceNameOf(sent.get("user-agent")),
      requestId,
      knownDevice: await knownDevice(parsed.data.email),
    });
    await rememberDevice(parsed.data.email);
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
    ],
    callbacks: {
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
