import "server-only";
import { randomInt } from "node:crypto";
import { change } from "@/lib/db/change";
import { passedTracks, trainingIsOpen } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Track } from "@/lib/domain/case/vocabulary";
import { conflict, DomainError, forbidden } from "@/lib/domain/errors";
import { retryHours, trainingCaseIds, trainingEdition } from "@/lib/domain/vetting/training";

const hour = 3_600_000;

/**
 * Begins a go through a track's sample cases, in an order of its own; one that is under way goes on.
 * @throws DomainError `conflict` (training_closed, training_passed), `limited` (training_waits) with the hours left.
 */
export async function beginTraining(actor: UserActor, track: Track, now: Date = new Date()): Promise<void> {
  if (actor.token) throw forbidden("token_scope");
  await change(actor, "training.begun", {}, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "user" WHERE id = ${actor.id}::uuid FOR UPDATE`;
    if (!(await trainingIsOpen(tx, actor.id))) throw conflict("training_closed");
    if ((await passedTracks(tx, actor.id)).includes(track)) throw conflict("training_passed");
    const mine = { userId: actor.id, track };
    if ((await tx.trainingAttempt.count({ where: { ...mine, finishedAt: null } })) > 0) return;
    const last = await tx.trainingAttempt.findFirst({ where: mine, orderBy: { finishedAt: "desc" } });
    const left = last?.finishedAt ? last.finishedAt.getTime() + retryHours * hour - now.getTime() : 0;
    if (left > 0) throw new DomainError("limited", "training_waits", { hours: Math.ceil(left / hour) });
    const caseOrder = shuffled(trainingCaseIds(track));
    await tx.trainingAttempt.create({ data: { ...mine, edition: trainingEdition, caseOrder } });
  });
}

function shuffled<T>(items: readonly T[]): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
