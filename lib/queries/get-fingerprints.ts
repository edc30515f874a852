import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import { leastQuality, type PictureKind } from "@/lib/domain/fingerprints/fingerprint-input";
import { type MatchState, type TurnWord, turnWord } from "@/lib/domain/fingerprints/match";

export interface KeptFingerprint {
  id: string;
  kind: PictureKind;
  quality: number;
  isCompared: boolean;
  addedAt: Date;
  mayRemove: boolean;
}

export interface MatchView {
  id: string;
  caseNumber: number;
  caseState: CaseState;
  kind: PictureKind;
  otherKind: PictureKind;
  distance: number;
  turn: TurnWord;
  state: MatchState;
}

export interface CaseFingerprints {
  kept: KeptFingerprint[];
  /** Null for whoever is not told of other cases. */
  matches: MatchView[] | null;
  mayAdd: boolean;
  /** Other images than the public ones may be fingerprinted. */
  hasMandate: boolean;
}

/** What the case page says of pictures. The hashes themselves are for no screen. Null where there is nothing to say or do. */
export async function getFingerprints(actor: UserActor, ref: CaseRef): Promise<CaseFingerprints | null> {
  const { id, facts } = await getCaseSnapshot(db(), actor, ref);
  const [mayAdd, maySee] = [can(actor, "case:add_fingerprint", facts), can(actor, "case:read_matches", facts)];
  if (!mayAdd && !maySee) return null;
  const mayRemove = can(actor, "case:remove_fingerprint", facts);
  const [kept, matches, [mandate]] = await Promise.all([
    db().fingerprint.findMany({
      where: { caseId: id, ...(maySee ? {} : { addedBy: actor.id }) },
      select: { id: true, kind: true, quality: true, addedAt: true },
      orderBy: [{ addedAt: "asc" }, { id: "asc" }],
    }),
    maySee ? matchesOf(id) : null,
    db().$queryRaw<{ stands: boolean }[]>`
      SELECT m.status = 'verified' AND m.expires_at > now() AS stands FROM "case" c JOIN mandate m ON m.id = c.mandate_id
       WHERE c.id = ${id}::uuid`,
  ]);
  return {
    kept: kept.map(({ kind, ...one }) => ({
      ...one,
      kind: kind as PictureKind,
      isCompared: one.quality >= leastQuality,
      mayRemove: mayRemove && kind !== "stored_image",
    })),
    matches,
    mayAdd,
    hasMandate: mandate?.stands === true,
  };
}

const matchesAtMost = 100;

/** Standing ones first, then suggestions, then what was refused; cases that are hidden by now are left out. */
async function matchesOf(id: string): Promise<MatchView[]> {
  const rows = await db().$queryRaw<(Omit<MatchView, "caseNumber" | "turn"> & { number: bigint; turn: number })[]>`
    SELECT m.id, o.number, o.state AS "caseState", m.distance, m.turn, m.state,
           CASE WHEN m.case_id = ${id}::uuid THEN m.kind ELSE m.other_kind END AS kind,
           CASE WHEN m.case_id = ${id}::uuid THEN m.other_kind ELSE m.kind END AS "otherKind"
      FROM fingerprint_match m JOIN "case" o ON o.id = CASE WHEN m.case_id = ${id}::uuid THEN m.other_case_id ELSE m.case_id END
     WHERE ${id}::uuid IN (m.case_id, m.other_case_id) AND case_takes_part(o.state)
     ORDER BY array_position(ARRAY['suggested', 'confirmed', 'refused'], m.state), m.distance, o.number LIMIT ${matchesAtMost}`;
  return rows.map(({ number, turn, ...row }) => ({ ...row, caseNumber: Number(number), turn: turnWord(turn) }));
}
