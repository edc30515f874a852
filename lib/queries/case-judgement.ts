import "server-only";
import type { CaseSnapshot } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { opinionDraftSchema, soloReadyAt, type DecisionBasis, type OpinionDraft } from "@/lib/domain/case/opinions";
import type { Classification } from "@/lib/domain/case/vocabulary";

export interface ShownOpinion {
  classification: Classification;
  reasons: string[];
  note: string;
  by: string;
  isOwn: boolean;
  isSolo: boolean;
  at: Date;
}

/**
 * Lease, own opinion, own draft, and once the round is decided everybody's. This is the only reading of other people's opinions on
 * the page: it asks for the decision first, so that an undecided round has nothing to hide here.
 */
export async function readJudgement(actor: UserActor, current: CaseSnapshot) {
  const inRound = { caseId: current.id, round: current.round };
  const [decision, own, draft, solo, lease] = await Promise.all([
    db().decision.findUnique({ where: { caseId_round: inRound } }),
    db().opinion.findFirst({ where: { ...inRound, reviewerId: actor.id, withdrawnAt: null, isSolo: false } }),
    db().opinionDraft.findUnique({ where: { caseId_userId: { caseId: current.id, userId: actor.id } } }),
    db().setting.findUnique({ where: { key: "solo_work" } }),
    readLease(actor, current),
  ]);
  const isSoloWorkOn = solo?.value === true;
  return {
    lease,
    hasFirstOpinion: current.facts.hasFirstOpinion,
    own: own && {
      classification: own.classification as Classification,
      reasons: own.reasons,
      note: own.note,
      at: own.createdAt,
    },
    draft: draftOf(draft?.content),
    isSoloWorkOn,
    soloReadyAt: isSoloWorkOn && own ? soloReadyAt(own.createdAt) : null,
    isSoloConfirmation: current.facts.isSoloReady,
    decision: decision && {
      classification: decision.classification as Classification,
      basis: decision.basis as DecisionBasis,
      at: decision.decidedAt,
      opinions: await readDecidedOpinions(actor, current),
    },
  };
}

async function readDecidedOpinions(actor: UserActor, current: CaseSnapshot): Promise<ShownOpinion[]> {
  return db().$queryRaw<ShownOpinion[]>`
    SELECT o.classification, o.reasons, o.note, u.pseudonym AS by, o.reviewer_id = ${actor.id}::uuid AS "isOwn", o.is_solo AS "isSolo", o.created_at AS at
    FROM opinion o JOIN "user" u ON u.id = o.reviewer_id
    WHERE o.case_id = ${current.id}::uuid AND o.round = ${current.round} AND o.withdrawn_at IS NULL
      AND EXISTS (SELECT 1 FROM decision d WHERE d.case_id = o.case_id AND d.round = o.round)
    ORDER BY o.created_at`;
}

/** Who holds the case now. Not said where the holder is the author of a standing opinion (confirming alone): it would name them. */
async function readLease(actor: UserActor, current: CaseSnapshot) {
  if (!current.facts.isHeld || !current.heldBy || !current.leaseUntil) return null;
  const isOwn = current.heldBy === actor.id;
  const hasSpoken = await db().opinion.count({
    where: { caseId: current.id, round: current.round, reviewerId: current.heldBy, withdrawnAt: null },
  });
  const holder =
    isOwn || hasSpoken > 0
      ? null
      : await db().user.findUnique({ where: { id: current.heldBy }, select: { pseudonym: true } });
  const secondsLeft = Math.max(0, Math.round((current.leaseUntil.getTime() - Date.now()) / 1000));
  return { isOwn, holder: holder?.pseudonym ?? null, until: current.leaseUntil, secondsLeft };
}

function draftOf(content: unknown): OpinionDraft | null {
  const parsed = opinionDraftSchema.safeParse(content);
  return parsed.success ? parsed.data : null;
}
