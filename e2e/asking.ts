import { change } from "@/lib/db/change";
import { tokenScopes, type UserActor } from "@/lib/domain/access/actor";
import { type Role, roles } from "@/lib/domain/case/vocabulary";
import { actorFor, createUser, setUp, signInCookie, type TestUser } from "@/lib/testing/factories";
import { newSecret, secretHash } from "@/lib/usecases/secret-link";
import { type Desk, expect } from "./fixtures";

/** Somebody of the desk and the cookie of their browser. */
export interface Person extends TestUser {
  readonly actor: UserActor;
  readonly cookie: string;
}

export async function person(...held: Role[]): Promise<Person> {
  const user = await createUser({ roles: held });
  const { name, value } = await signInCookie(user);
  return { ...user, actor: actorFor(user), cookie: `${name}=${value}` };
}

/** Somebody with a token of every scope, made past the rule of who may make one: what counts is what it opens. */
export interface Bearer extends Person {
  readonly secret: string;
  readonly bearer: UserActor;
}

export async function withToken(who: Person): Promise<Bearer> {
  const secret = `dmq_${newSecret()}`;
  const { id } = await change(setUp, "token.created", {}, (tx) =>
    tx.apiToken.create({
      data: {
        userId: who.id,
        name: "of every scope",
        scopes: [...tokenScopes],
        tokenHash: secretHash(secret),
        expiresAt: new Date(Date.now() + 86_400_000),
      },
    }),
  );
  return { ...who, secret, bearer: { ...who.actor, token: { id, scopes: [...tokenScopes] } } };
}

export const everyRole = async (): Promise<[Role, Person][]> =>
  Promise.all(roles.map(async (role): Promise<[Role, Person]> => [role, await person(role)]));

export interface Asked {
  readonly cookie?: string;
  readonly token?: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the running server, as a program would: no redirect is followed. */
export function ask(desk: Desk, address: string, asked: Asked = {}): Promise<Response> {
  const { cookie, token, method = "GET", body, headers } = asked;
  return fetch(new URL(address, desk.url), {
    method,
    redirect: "manual",
    headers: {
      // A connection that the server is about to close would fail a test for nothing.
      connection: "close",
      ...(cookie !== undefined && { cookie }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** What the reader is shown: the page, or the page that says that there is none. */
export async function outcomeOf(response: Response): Promise<"shown" | "refused" | "sign-in"> {
  const location = response.headers.get("location");
  if (location !== null) return new URL(location, response.url).pathname === "/sign-in" ? "sign-in" : "shown";
  const text = await response.text();
  if (response.status === 404 || text.includes("NEXT_HTTP_ERROR_FALLBACK;404")) return "refused";
  expect(response.status, text.slice(0, 300)).toBe(200);
  return "shown";
}
