import "server-only";
import { commitTransition, getCaseSnapshots, type CaseSnapshot } from "@/lib/db/case-facts";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { buildForms, formsOfMailed } from "@/lib/db/notice-forms";
import { assertNotHeldBack } from "@/lib/db/lane";
import { noteOpened } from "@/lib/db/notice-payments";
import { lockNotice, readNotice, type NoticeWithInput } from "@/lib/db/notices";
import { nextDueOf } from "@/lib/db/notice-tracking";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict, invalidInput } from "@/lib/domain/errors";
import type { SendNoticeInput } from "@/lib/domain/notices/notice-edit";
import { assertNoticeCanBeSent } from "@/lib/domain/notices/notice-refusals";
import { mayReceiveAccounts } from "@/lib/domain/notices/recipients";
import { sortFlags, thirdPartyDataIn } from "@/lib/domain/notices/third-party-choices";
import { assertDraft } from "./edit-notice";
import { openSealedHandle } from "./open-sealed-handle";
import { writeReceipt } from "./record-receipt";

/** A clock may be wrong by so much; further in the future nothing has been sent. */
const clockToleranceMs = 5 * 60_000;

/**
 * Records that a person sent the notice: freezes the bytes of every form with their digests, and moves its cases on, all in one
 * transaction. Of several who do so at once one wins.
 * @throws DomainError `conflict` where the notice, its cases or its bytes are not what the sender saw; `invalid_input` with what is missing.
 */
export async function sendNotice(
  actor: UserActor,
  input: SendNoticeInput,
  /** Where the desk sends it itself: what goes with that, in the same transaction. */
  handOver?: (tx: Tx, notice: NoticeWithInput) => Promise<void>,
): Promise<{ number: number; version: number; sha256: string }> {
  assertCan(actor, "notice:send");
  if (input.sentAt.getTime() > Date.now() + clockToleranceMs) throw invalidInput("notice_date_in_future");
  return change(actor, "notice.sent", {}, async (tx) => {
    const row = await lockNotice(tx, input.number);
    assertDraft(row, input.version);
    const notice = await readNotice(tx, row, openSealedHandle);
    await noteOpened(actor, notice.payments);
    const snapshots = await getCaseSnapshots(tx, actor, notice.caseIds, true);
    if (notice.cases.length !== notice.caseIds.length) throw conflict("notice_case_gone");
    for (const snapshot of snapshots) assertCan(actor, "case:notify", snapshot.facts);
    await assertNotHeldBack(tx, notice.caseIds);
    assertNoticeCanBeSent(notice.input);
    const flags = sortFlags(thirdPartyDataIn(notice.input, row.withheldNames), input.kept);
    if (flags.undecided.length > 0) throw invalidInput("notice_third_party_data");
    await tx.noticeKept.createMany({
      data: flags.kept.map(({ kind, field, start, because }) => ({
        ...{ noticeId: row.id, kind, field, position: start, because, keptBy: actor.id },
      })),
    });
    const { version, sha256 } = await freeze(tx, actor, notice, {
      ...input,
      isMailed: handOver !== undefined && input.format === "eml",
    });
    await handOver?.(tx, notice);
    const isTold = mayReceiveAccounts(notice.input.channel.recipientKind);
    if (isTold) await nameAction(tx, "case.notified");
    for (const snapshot of snapshots) await notifyCase(tx, actor, snapshot, row.id, { ...input, isTold });
    if (input.reference === "") return { number: input.number, version, sha256 };
    await nameAction(tx, "notice.received");
    const received = { reference: input.reference, receivedAt: input.sentAt };
    return {
      number: input.number,
      sha256,
      version: await writeReceipt(tx, actor, { ...row, state: "sent", version }, received),
    };
  });
}

/** The documents go in first: the database lets no notice leave without them. */
async function freeze(
  tx: Tx,
  actor: UserActor,
  { row, input }: NoticeWithInput,
  { format, sentAt, seen, isMailed }: SendNoticeInput & { isMailed: boolean },
) {
  const { forms: shown, fingerprint } = buildForms(input);
  if (seen !== undefined && seen !== fingerprint) throw conflict("notice_changed", { version: row.version });
  const forms = isMailed ? formsOfMailed(shown) : shown;
  await tx.noticeDocument.createMany({
    data: forms.map(({ format: form, file, sha256 }) => ({ noticeId: row.id, format: form, ...file, sha256 })),
  });
  const version = row.version + 1;
  const { count } = await tx.notice.updateMany({
    where: { id: row.id, state: "draft", version: row.version },
    data: { state: "sent", sentBy: actor.id, sentAt, sentFormat: format, notifier: { ...input.notifier }, version },
  });
  if (count !== 1) throw conflict("notice_changed", { version: row.version });
  return { version, sha256: forms.find((form) => form.format === format)?.sha256 ?? "" };
}

async function notifyCase(
  tx: Tx,
  actor: UserActor,
  snapshot: CaseSnapshot,
  noticeId: string,
  { sentAt, isTold }: SendNoticeInput & { isTold: boolean },
): Promise<void> {
  await tx.noticeEvent.create({
    data: { noticeId, caseId: snapshot.id, kind: "sent", happenedAt: sentAt, recordedBy: actor.id },
  });
  // Who is told of links alone can do nothing about the account: its case waits for who can.
  if (!isTold) return;
  await commitTransition(tx, snapshot, "notify", undefined, { dueAt: await nextDueOf(tx, snapshot.id) });
}
