import type { Role } from "../case/vocabulary";

/** Scopes of a personal token: what its bearer may do at most; the roles of its owner still decide. */
export const tokenScopes = [
  "address:parse",
  "report:write",
  "case:read",
  "case:write",
  "case:export",
  "notice:read",
  "notice:write",
  "audit:read",
] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** A signed-in person, in the browser or through a token of theirs. */
export interface UserActor {
  kind: "user";
  id: string;
  pseudonym: string;
  roles: readonly Role[];
  /** Absent in the browser. */
  token?: { id: string; scopes: readonly TokenScope[] };
  /** The browser's session, and when a factor was last shown in it; absent for a token. */
  session?: { id: string; confirmedAt: Date | null };
  requestId: string;
}

/** A job of the product itself, named in the trail. */
export interface JobActor {
  kind: "job";
  name: string;
  requestId: string;
}

/** Whoever has the machine's command line. Reads and writes no case content under this name. */
export interface OperatorActor {
  kind: "operator";
  requestId: string;
}

/** Somebody without an account who holds a code: what they do is told under what the code opens, never under who they are. */
export interface PublicActor {
  kind: "public";
  /** The id of the bank, or of the private page. */
  name: string;
  requestId: string;
}

export type Actor = UserActor | JobActor | OperatorActor | PublicActor;

/** The actor's name in the trail. */
export function trailNameOf(actor: Actor): string {
  if (actor.kind === "job") return `job:${actor.name}`;
  if (actor.kind === "operator") return "operator";
  if (actor.kind === "public") return `public:${actor.name}`;
  return actor.token ? `token:${actor.token.id}` : `user:${actor.id}`;
}
