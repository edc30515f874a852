import "server-only";
import { mailServer } from "@/lib/adapters/mail-server";
import { lockBatch, noticesOfBatch, putMail } from "@/lib/db/batches";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { lockNotice, readChannel } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { BatchMailChoice } from "@/lib/domain/batches/batch";
import { conflict, DomainError, invalidInput } from "@/lib/domain/errors";
import { reportHostsOf } from "@/lib/domain/notices/api-reports";
import { isMailbox } from "@/lib/domain/notices/mime";
import { assertDraft } from "./edit-notice";

/**
 * A person states good faith for exactly these notices, as they have seen them, and has the desk send them: by mail, or as reports by
 * the service's interface. The statement is theirs and of now; a worker sends each notice as it was then, or not at all.
 * @throws DomainError `conflict` where one of them has changed or left; `invalid_input notice_without_mailbox`; `unavailable mail_not_set_up`.
 */
export async function mailBatch(actor: UserActor, { id, notices }: { id: string; notices: BatchMailChoice }) {
  assertCan(actor, "notice:send");
  await change(actor, "batch.mailed", {}, async (tx) => {
    const { status } = await lockBatch(tx, actor, id);
    if (status === "planned" || status === "running") throw conflict("batch_running");
    const ours = await noticesOfBatch(tx, id, notices);
    if (notices.some(({ number }) => !ours.has(number))) throw invalidInput("batch_foreign_notice");
    await nameAction(tx, "notice.edited");
    // In one order, so that two people who confirm at once never wait for each other crosswise.
    for (const one of [...notices].sort((a, b) => a.number - b.number)) await confirm(tx, actor, id, one);
    await nameAction(tx, "batch.mailed");
    const running = { status: "running", failure: null, finishedAt: null, nextAt: new Date() };
    await tx.batch.update({ where: { id }, data: running });
  });
}

async function confirm(
  tx: Tx,
  actor: UserActor,
  id: string,
  { number, version: seen }: BatchMailChoice[number],
): Promise<void> {
  const row = await lockNotice(tx, number);
  assertDraft(row, seen);
  const channel = await readChannel(tx, row.channelId, { mailbox: row.addressedTo, name: row.addressedName });
  if (reportHostsOf({ platform: row.platformId as PlatformId, kind: channel.kind }, []) === null) {
    if (channel.kind !== "email" || channel.mailbox === null || !isMailbox(channel.mailbox))
      throw invalidInput("notice_without_mailbox");
    if (mailServer() === null) throw new DomainError("unavailable", "mail_not_set_up");
  }
  const version = seen + 1;
  const faith = { goodFaithBy: actor.id, goodFaithAt: new Date(), version };
  await tx.notice.update({ where: { id: row.id }, data: faith });
  await putMail(tx, id, row.id, version);
}
