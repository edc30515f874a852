import "server-only";
import { lockBatch } from "@/lib/db/batches";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { readChannel } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed, casesExportedFreely } from "@/lib/domain/access/second-factor";
import type { BatchOptions, NoticesOptions } from "@/lib/domain/batches/batch";
import { conflict, invalidInput } from "@/lib/domain/errors";
import { channelTakes } from "@/lib/domain/notices/channels";

/** What is made of the cases needs the right to make it; many archives at once need a factor that was shown lately. */
export function assertMayMake(actor: UserActor, kind: BatchOptions["kind"]): void {
  assertCan(actor, kind === "bundles" ? "case:export" : "notice:prepare");
}

/**
 * Says what is to be made of a planned batch; a worker begins with it.
 * @throws DomainError `conflict batch_not_planned`; `invalid_input` for a desk that does not take it; `forbidden step_up_needed`.
 */
export async function startBatch(actor: UserActor, { id, options }: { id: string; options: BatchOptions }) {
  assertMayMake(actor, options.kind);
  await change(actor, "batch.started", {}, async (tx) => {
    const { status } = await lockBatch(tx, actor, id);
    if (status !== "planned") throw conflict("batch_not_planned");
    if (options.kind === "notices") await assertDesks(tx, options);
    else await assertFewOrConfirmed(tx, actor, id);
    const { kind } = options;
    await tx.batch.update({ where: { id }, data: { kind, options, status: "running", nextAt: new Date() } });
  });
}

async function assertDesks(tx: Tx, { channels, noticeKind }: NoticesOptions): Promise<void> {
  const chosen = Object.entries(channels);
  if (chosen.length === 0) throw invalidInput("batch_without_desk");
  for (const [platform, channelId] of chosen) {
    const channel = await readChannel(tx, channelId);
    if (channel.platform !== platform) throw invalidInput("notice_channel_of_other_platform");
    if (!channelTakes(channelId, noticeKind)) throw invalidInput("notice_kind_not_taken", { kind: noticeKind });
  }
}

async function assertFewOrConfirmed(tx: Tx, actor: UserActor, id: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM batch_item WHERE batch_id = ${id}::uuid`;
  if ((row?.count ?? 0) > casesExportedFreely) assertRecentlyConfirmed(actor, new Date());
}
