import "server-only";
import { db } from "@/lib/db/client";
import { listLiveSessions, type OwnSession } from "@/lib/db/sessions";
import type { TokenScope, UserActor } from "@/lib/domain/access/actor";
import { readMode, type StandingMode } from "@/lib/domain/access/mode";
import { can } from "@/lib/domain/access/policy";
import { intimateSetting } from "@/lib/domain/bank";
import type { Role } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import { readSettings, type Settings } from "@/lib/domain/settings";

export interface OwnToken {
  id: string;
  name: string;
  scopes: TokenScope[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

export interface OwnSettings {
  email: string;
  pseudonym: string;
  roles: Role[];
  locale: string | null;
  hasPassword: boolean;
  sessions: OwnSession[];
  /** Where else the person signs in. */
  identities: { id: string; issuer: string; createdAt: Date }[];
  /** Null where the person's roles know no tokens. */
  tokens: OwnToken[] | null;
  /** Null for whoever does not administer. */
  organisation: Settings | null;
  standing: StandingMode;
  /** Whether banks may hold fingerprints of intimate pictures; for whoever administers. */
  isIntimateAllowed: boolean;
  /** Whether the sample cases are there; null for whoever may not load them. */
  hasSamples: boolean | null;
}

async function listTokens(actor: UserActor): Promise<OwnToken[]> {
  const rows = await db().apiToken.findMany({
    where: { userId: actor.id, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    select: { id: true, name: true, scopes: true, createdAt: true, expiresAt: true, lastUsedAt: true },
  });
  return rows.map((row) => ({ ...row, scopes: row.scopes as TokenScope[] }));
}

/** The settings screen: one's own, and the organisation's for whoever may. */
export async function getSettings(actor: UserActor): Promise<OwnSettings> {
  const [user, sessions, identities, tokens, organisation, samples] = await Promise.all([
    db().user.findUnique({ where: { id: actor.id } }),
    listLiveSessions(actor.id),
    db().externalIdentity.findMany({
      where: { userId: actor.id, endedAt: null },
      orderBy: { createdAt: "asc" },
      select: { id: true, issuer: true, createdAt: true },
    }),
    can(actor, "token:manage_own") ? listTokens(actor) : null,
    can(actor, "setting:read") ? db().setting.findMany() : null,
    db().setting.findUnique({ where: { key: "samples_loaded" } }),
  ]);
  if (user === null) throw notFound("person");
  const { email, pseudonym, roles, locale, passwordHash } = user;
  return {
    email,
    pseudonym,
    roles: roles as Role[],
    locale,
    hasPassword: passwordHash !== null,
    sessions,
    identities,
    tokens,
    organisation: organisation && readSettings(organisation),
    isIntimateAllowed: organisation?.find(({ key }) => key === intimateSetting)?.value === true,
    standing: readMode(organisation?.find(({ key }) => key === "mode")?.value),
    hasSamples: can(actor, "sample:load") ? samples?.value === true : null,
  };
}
