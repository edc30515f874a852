import "server-only";
import { randomUUID } from "node:crypto";
import {
  type BatchRow,
  itemBundled,
  itemFailed,
  leaveBatch,
  mailEnded,
  nextMail,
  takeDueBatch,
  type WaitingItem,
  waitingItems,
} from "@/lib/db/batches";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notifications";
import type { Actor, JobActor, UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import {
  batchOptionsSchema,
  bundlesKeptHours,
  mostBatchCases,
  type BatchOptions,
  type BundlesOptions,
} from "@/lib/domain/batches/batch";
import type { Role } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { liveRoles } from "@/lib/domain/vetting/standing";
import { logger } from "@/lib/logger";
import { isAboutItem, toldReason } from "./batch-refusal";
import { makeBatchNotice } from "./make-batch-notice";
import { mailNotice } from "./mail-notice";
import { sendByApi } from "./send-by-api";

/** So that a worker that is to stop does not have to wait, and others get their turn. */
const roundMs = 3000;
const product: JobActor = { kind: "job", name: "batches", requestId: "batches" };

/** Makes the archive of one case, as its own screen does. */
export type MakeBundle = (
  actor: UserActor,
  asked: BundlesOptions & { number: number; now: Date },
) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * A worker's round through the batches. Each piece (one notice, one archive, one mail) is a transaction that also writes what became of
 * its items: a worker killed at any moment leaves each done or not begun. Returns how many pieces were made.
 */
export async function runBatches(makeBundle: MakeBundle, milliseconds = roundMs): Promise<number> {
  const until = Date.now() + milliseconds;
  let made = 0;
  while (Date.now() < until) {
    const batch = await takeDueBatch(db());
    if (batch === null) break;
    made += await runOne(batch, makeBundle, until);
    await leaveBatch(db(), batch.id);
  }
  return made;
}

async function runOne(batch: BatchRow, makeBundle: MakeBundle, until: number): Promise<number> {
  const options = batchOptionsSchema.parse(batch.options);
  let made = 0;
  try {
    const actor = await ownerOf(batch, options);
    if (actor === null) await end(batch, product, "failed", "owner_may_not");
    else {
      while (Date.now() < until && (await makeNext({ batch, actor, options, makeBundle }))) made += 1;
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // Cancelled meanwhile, or another worker was quicker: its place is in the next round.
    if (error.reason === "batch_stopped" || error.reason === "batch_item_taken") return made;
    if (error.reason !== "signed_out") throw error;
    await end(batch, product, "failed", "owner_may_not");
  }
  return made;
}

/** Whoever started it, as they are now; null where they may not do it any more. */
async function ownerOf({ userId }: BatchRow, options: BatchOptions): Promise<UserActor | null> {
  const owner = await db().user.findUniqueOrThrow({ where: { id: userId } });
  const actor: UserActor = {
    kind: "user",
    id: owner.id,
    pseudonym: owner.pseudonym,
    roles: liveRoles(owner.roles as Role[], owner.vettedUntil, new Date()),
    requestId: `batch-${randomUUID()}`,
  };
  const permission = options.kind === "notices" ? "notice:prepare" : "case:export";
  return owner.status === "active" && can(actor, permission) ? actor : null;
}

interface Work {
  batch: BatchRow;
  actor: UserActor;
  options: BatchOptions;
  makeBundle: MakeBundle;
}

/** One piece; false where there was none left and the batch has ended. */
async function makeNext(work: Work): Promise<boolean> {
  const { batch, actor, options } = work;
  const items = await waitingItems(db(), batch.id, options.kind === "notices" ? mostBatchCases : 1);
  const [first] = items;
  if (first === undefined) return mailNext(work);
  if (options.kind === "notices") await makeBatchNotice(actor, { batchId: batch.id, options, items });
  else await bundleNext(work, options, first);
  return true;
}

async function bundleNext({ batch, actor, makeBundle }: Work, options: BundlesOptions, item: WaitingItem) {
  await refusedOr(
    (tx, reason) => itemFailed(tx, batch.id, item.position, reason),
    actor,
    async () => {
      const bundle = await makeBundle(actor, { ...options, number: item.number, now: new Date() });
      await change(actor, "batch.item_made", {}, (tx) => itemBundled(tx, batch.id, item.position, bundle));
    },
  );
}

async function mailNext({ batch, actor }: Work): Promise<boolean> {
  const mail = await nextMail(db(), batch.id);
  if (mail === null) {
    await end(batch, actor, "done", null);
    return false;
  }
  const { noticeId, number, version, kind } = mail;
  const send = kind === "email" ? mailNotice : sendByApi;
  await refusedOr(
    (tx, reason) => mailEnded(tx, batch.id, noticeId, reason),
    actor,
    async () => {
      await send(actor, { number, version, kept: [] }, (tx) => mailEnded(tx, batch.id, noticeId, null));
    },
  );
  return true;
}

/** A refusal is written down beside the item, and the batch goes on. */
async function refusedOr(
  note: (tx: Tx, reason: string) => Promise<void>,
  actor: UserActor,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isAboutItem(error)) throw error;
    if (!(error instanceof DomainError)) logger.error({ err: error }, "a piece of a batch failed");
    const reason = error instanceof DomainError ? toldReason(error.reason) : "unexpected";
    await change(actor, "batch.item_made", {}, (tx) => note(tx, reason));
  }
}

/** Its owner is told in the transaction that ends it, and so once; whoever was suspended is told nothing more. */
async function end(batch: BatchRow, actor: Actor, status: "done" | "failed", failure: string | null) {
  const { id, kind, userId } = batch;
  const kept = kind === "bundles" ? { keptUntil: new Date(Date.now() + bundlesKeptHours * 3_600_000) } : {};
  await change(actor, "batch.ended", {}, async (tx) => {
    const { count } = await tx.batch.updateMany({
      where: { id, status: "running" },
      data: { status, failure, finishedAt: new Date(), ...kept },
    });
    if (count === 0 || kind === null) return;
    const owner = await tx.user.findMany({ where: { id: userId, status: "active" }, select: { id: true } });
    await notify(tx, {
      to: owner.map((one) => one.id),
      kind: "batch_ended",
      params: { batch: id, what: kind, how: status },
    });
  });
}
