import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { db, Prisma } from "@/lib/db/client";
import { type KeptObservable, readObservables } from "@/lib/db/observables";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import type { CaseState, PlatformId } from "@/lib/domain/case/vocabulary";
import { bandsOf, likeness, nearThreshold, shinglesOf } from "@/lib/domain/observables/bio-text";
import { commonReason, type CommonReason } from "@/lib/domain/observables/common-values";
import type { ObservableKind, ObservableSubkind } from "@/lib/domain/observables/observable";
import { parseObservable } from "@/lib/domain/observables/parse-observable";
import { tieStrength } from "@/lib/domain/observables/tie-strength";

export interface ShownObservable {
  id: string;
  kind: ObservableKind;
  subkind: ObservableSubkind;
  held: KeptObservable["held"];
  /** Defanged, or masked, or empty where only a digest is kept. */
  shown: string;
  common: CommonReason | null;
  /** Of a value that nobody may read: whether another account has it. */
  isReused: boolean;
  others: number[];
  /** More than are named; counting stops at `countedTo`. */
  more: number;
}

export interface Tie {
  number: number;
  state: CaseState;
  platform: PlatformId;
  weight: number;
  /** The strongest first. */
  reasons: { subkind: ObservableSubkind; shown: string; likeness: number | null; weight: number }[];
}

interface Match {
  id: string;
  number: bigint;
  state: CaseState;
  platform: PlatformId;
  held: KeptObservable["held"];
  likeness: number | null;
}

const namedAtMost = 3;
/** So many cases of one value are looked at and no more: no value that everybody has makes a page slow. */
export const countedTo = 40;
/** Taken from the index before anything else is asked: the limit within keeps the planner from going through the cases instead. */
const candidatesAtMost = 200;

/**
 * A case's observables, and for reviewers the other accounts that have the same. Whoever may only add sees what they added themselves
 * and nothing of others: adding tells nothing. Null where the reader may not see the case's observables at all.
 */
export async function getCaseObservables(actor: UserActor, ref: CaseRef) {
  const current = await getCaseSnapshot(db(), actor, ref);
  const mayRead = can(actor, "case:read_observables", current.facts);
  const mayAdd = can(actor, "case:add_observable", current.facts);
  if (!mayRead && !mayAdd) return null;
  const kept = await readObservables(db(), [current.id], { onlyOf: mayRead ? null : actor.id });
  const common = new Map(kept.map((row) => [row.id, commonOf(row)]));
  const asked = mayRead ? kept.filter((row) => common.get(row.id) === null) : [];
  const matches = [
    ...(await sameValues(actor, current.accountId, asked)),
    ...(await nearBios(actor, current.accountId, asked)),
  ];
  return {
    caseId: current.id,
    mayRead,
    mayAdd,
    list: kept.map((row) => shownOf(row, common.get(row.id) ?? null, matches)),
    ties: tiesOf(kept, matches),
  };
}
export type CaseObservables = NonNullable<Awaited<ReturnType<typeof getCaseObservables>>>;

const commonOf = ({ subkind, value }: KeptObservable): CommonReason | null =>
  value === null ? null : commonReason({ subkind, canonical: value });

/** One indexed look-up a value, each stopping early; of other accounts alone, and only of cases that the reader may open. */
async function sameValues(actor: UserActor, accountId: string, rows: readonly KeptObservable[]): Promise<Match[]> {
  if (rows.length === 0) return [];
  return db().$queryRaw<Match[]>`
    SELECT o.id, m.number, m.state, m.platform, m.held, NULL::float8 AS likeness
      FROM observable o CROSS JOIN LATERAL (
        SELECT c.number, c.state, c.platform_id AS platform, x.held
          FROM (SELECT s.case_id, s.held FROM observable s WHERE s.value_key = o.value_key LIMIT ${candidatesAtMost}) x
          JOIN "case" c ON c.id = x.case_id
         WHERE c.account_id <> ${accountId}::uuid AND ${visibleCases(actor)}
         LIMIT ${countedTo + namedAtMost + 1}) m
     WHERE o.id = ANY (${rows.map((row) => row.id)}::uuid[])`;
}

/** Candidates by the index over bands, then compared by themselves; equal ones have been found by their digest. */
async function nearBios(actor: UserActor, accountId: string, rows: readonly KeptObservable[]): Promise<Match[]> {
  const bios = rows.flatMap((row) =>
    row.kind === "bio_text" && row.value !== null ? [{ id: row.id, text: row.value }] : [],
  );
  const found = await Promise.all(
    bios.map(async ({ id, text }) => {
      const candidates = await db().$queryRaw<(Match & { value: string })[]>(
        Prisma.sql`SELECT x.value, c.number, c.state, c.platform_id AS platform, x.held
          FROM (SELECT s.case_id, s.held, s.value FROM observable s
                 WHERE s.kind = 'bio_text' AND s.bands && ${bandsOf(text)}::bigint[] AND s.value <> ${text} LIMIT ${candidatesAtMost}) x
          JOIN "case" c ON c.id = x.case_id
         WHERE c.account_id <> ${accountId}::uuid AND ${visibleCases(actor)}`,
      );
      const shingles = shinglesOf(text);
      return candidates.map((match) => ({ ...match, id, likeness: likeness(shingles, shinglesOf(match.value)) }));
    }),
  );
  return found.flat().filter((match) => match.likeness >= nearThreshold);
}

/** Only a digest on either side: that another has it is all that is told, or the one that may be read would name the other. */
const isNamed = (row: KeptObservable, match: Match): boolean => row.held !== "key_only" && match.held !== "key_only";

function displayOf(row: KeptObservable): string {
  if (row.value === null) return row.masked;
  const reading = parseObservable(row.subkind, row.value);
  return reading.ok ? reading.observable.display : row.value;
}

function shownOf(row: KeptObservable, common: CommonReason | null, matches: readonly Match[]): ShownObservable {
  const own = matches.filter((match) => match.id === row.id);
  const named = [...new Set(own.filter((match) => isNamed(row, match)).map((match) => Number(match.number)))];
  const { id, kind, subkind, held } = row;
  return {
    ...{ id, kind, subkind, held, common, shown: displayOf(row) },
    isReused: own.some((match) => !isNamed(row, match)),
    others: named.slice(0, namedAtMost),
    more: Math.max(0, named.length - namedAtMost),
  };
}

/** The other cases, the one with the strongest reasons first. */
function tiesOf(rows: readonly KeptObservable[], matches: readonly Match[]): Tie[] {
  const ties = new Map<number, Tie>();
  for (const row of rows) {
    for (const match of matches) {
      if (match.id !== row.id || !isNamed(row, match)) continue;
      const number = Number(match.number);
      const { state, platform } = match;
      const tie = ties.get(number) ?? { number, state, platform, weight: 0, reasons: [] };
      const weight = tieStrength(row.subkind) * (match.likeness ?? 1);
      tie.weight += weight;
      tie.reasons.push({
        weight,
        subkind: row.subkind,
        shown: row.kind === "bio_text" ? "" : displayOf(row),
        likeness: match.likeness,
      });
      ties.set(number, tie);
    }
  }
  for (const { reasons } of ties.values())
    reasons.sort((a, b) => b.weight - a.weight || a.subkind.localeCompare(b.subkind) || a.shown.localeCompare(b.shown));
  return [...ties.values()].sort((a, b) => b.weight - a.weight || a.number - b.number).slice(0, countedTo);
}
