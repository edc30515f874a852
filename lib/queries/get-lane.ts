import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { exitConfirmers, openExitOf, readEarlierStays, readStay } from "@/lib/db/lane";
import { readNotifier } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { CommandReason } from "@/lib/domain/case/reasons";
import type { ReferralChannel } from "@/lib/domain/lane/recipients";
import { referralDocument, type ReferralKind, type Urgency } from "@/lib/domain/lane/referral";
import { isHoldStanding, purgeDueAt, purgeOf, referralDueAt } from "@/lib/domain/lane/stay";

/**
 * How a case stands in the lane, for its people: the clocks, what was referred, whether notices wait, whether it is to leave.
 * @throws DomainError `not_found` for everybody else.
 */
export async function getLane(actor: UserActor, ref: CaseRef) {
  const current = await getCaseSnapshot(db(), actor, ref);
  assertCan(actor, "case:refer", current.facts);
  const [stay, earlier, row, account, seen, referrals, exit, confirmers, notifier] = await Promise.all([
    readStay(db(), current.id),
    readEarlierStays(db(), current.id),
    db().case.findUniqueOrThrow({ where: { id: current.id }, select: { laneSince: true, evidencePurgedAt: true } }),
    db().account.findUniqueOrThrow({ where: { id: current.accountId } }),
    db().report.aggregate({ where: { caseId: current.id }, _max: { observedAt: true } }),
    db().safetyReferral.findMany({ where: { caseId: current.id }, orderBy: { referredAt: "desc" }, take: 20 }),
    openExitOf(db(), current.id),
    exitConfirmers(db(), actor.id),
    readNotifier(db()),
  ]);
  const since = row.laneSince ?? new Date();
  const told = {
    address: account.profileUrl,
    handle: account.handle,
    platform: (await db().platform.findUnique({ where: { id: account.platformId } }))?.name ?? account.platformId,
    observedAt: seen._max.observedAt ?? since,
  };
  const names = await pseudonyms([stay.takenBy, exit?.proposedBy, ...referrals.map((one) => one.referredBy)]);
  const mayConfirm = exit !== null && (await exitConfirmers(db(), exit.proposedBy)).includes(actor.id);
  return {
    caseId: current.id,
    number: current.number,
    kind: stay.kind,
    since: since.toISOString(),
    referralDueAt: referralDueAt(since).toISOString(),
    purgeDueAt: purgeDueAt(since).toISOString(),
    purgedAt: row.evidencePurgedAt?.toISOString() ?? null,
    earlier: earlier.map(({ until, purgedAt }) => ({
      until: until.toISOString(),
      purgedAt: purgedAt?.toISOString() ?? null,
    })),
    takenBy: stay.takenBy === null ? null : { name: names.get(stay.takenBy) ?? "", isMine: stay.takenBy === actor.id },
    hold: {
      state: stay.hold,
      isStanding: isHoldStanding(stay.hold, stay.holdUntil, new Date()),
      until: stay.holdUntil?.toISOString() ?? null,
      reason: stay.holdReason,
    },
    account: { ...told, observedAt: told.observedAt.toISOString() },
    organisation: notifier.organisation,
    mailbox: notifier.roleMailbox,
    referrals: referrals.map((one) => {
      const recipient = one.recipient as ReferralChannel;
      const recorded = { ...one, recipient, kind: one.kind as ReferralKind, urgency: one.urgency as Urgency };
      return {
        id: one.id,
        recipient,
        reference: one.channelReference,
        at: one.referredAt.toISOString(),
        by: names.get(one.referredBy) ?? "",
        record: JSON.stringify(
          referralDocument(recorded, told, purgeOf(one.recordedAt, earlier, row.evidencePurgedAt)),
          null,
          2,
        ),
      };
    }),
    exit:
      exit === null
        ? null
        : {
            reason: exit.reason as CommandReason<"leave_lane">,
            by: names.get(exit.proposedBy) ?? "",
            isOwn: exit.proposedBy === actor.id,
            mayConfirm,
            expiresAt: exit.expiresAt.toISOString(),
          },
    /** Somebody is there who could confirm what this person proposes. */
    hasSecondPerson: confirmers.length > 0,
  };
}
export type LaneView = Awaited<ReturnType<typeof getLane>>;

async function pseudonyms(ids: readonly (string | null | undefined)[]): Promise<Map<string, string>> {
  const known = ids.filter((id): id is string => typeof id === "string");
  const people = await db().user.findMany({ where: { id: { in: known } }, select: { id: true, pseudonym: true } });
  return new Map(people.map(({ id, pseudonym }) => [id, pseudonym]));
}
