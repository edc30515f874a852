import "server-only";
import { mailServer } from "@/lib/adapters/mail-server";
import type { Tx } from "@/lib/db/client";
import { insertDelivery } from "@/lib/db/deliveries";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { noticeMessageId } from "@/lib/domain/notices/build-eml";
import { isMailbox } from "@/lib/domain/notices/mime";
import { DomainError, invalidInput } from "@/lib/domain/errors";
import type { SendNoticeInput } from "@/lib/domain/notices/notice-edit";
import { sendNotice } from "./send-notice";

/**
 * A person has the desk mail a notice: it is frozen as with every sending, and the frozen message is put beside it for a worker. The
 * worker's server being slow or away changes nothing of what was frozen.
 * @throws as `sendNotice`; DomainError `unavailable mail_not_set_up`, `invalid_input notice_without_mailbox`.
 */
export async function mailNotice(
  actor: UserActor,
  input: Omit<SendNoticeInput, "format" | "sentAt" | "reference">,
  /** What is written with it, in the same transaction. */
  alongside?: (tx: Tx) => Promise<void>,
): Promise<{ number: number; version: number; sha256: string }> {
  assertCan(actor, "notice:send");
  if (mailServer() === null) throw new DomainError("unavailable", "mail_not_set_up");
  const sending = { ...input, format: "eml" as const, sentAt: new Date(), reference: "" };
  return sendNotice(actor, sending, async (tx, { row, input: notice }) => {
    const { mailbox, kind } = notice.channel;
    if (kind !== "email" || mailbox === null || !isMailbox(mailbox)) throw invalidInput("notice_without_mailbox");
    await insertDelivery(tx, { noticeId: row.id, mailbox, messageId: noticeMessageId(notice), askedBy: actor.id });
    await alongside?.(tx);
  });
}
