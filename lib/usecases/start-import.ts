import "server-only";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict, invalidInput, notFound } from "@/lib/domain/errors";
import { lacksOf, type ImportField, type ImportOptions } from "@/lib/domain/import/mapping";
import { enqueue } from "@/lib/jobs/boss";

const historyFields: readonly ImportField[] = ["state", "notified_on", "outcome", "informed_on"];

/** One's own import, locked; somebody else's does not exist. */
export async function lockImport(tx: Tx, actor: UserActor, id: string) {
  const [row] = await tx.$queryRaw<
    { status: string; hasSource: boolean }[]
  >`SELECT status, source IS NOT NULL AS "hasSource" FROM import
    WHERE id = ${id}::uuid AND user_id = ${actor.id}::uuid FOR UPDATE`;
  if (!row) throw notFound("import");
  return row;
}

/**
 * Starts an import as its owner has settled it, or takes up one that was stopped or has failed. What was taken before is passed over.
 * With `isRunHere` no job is sent: the caller runs it at once (the command line).
 * @throws DomainError `invalid_input import_lacks` with what is not settled; `forbidden` for history without the right to bring any.
 */
export async function startImport(
  actor: UserActor,
  { id, options, isRunHere = false }: { id: string; options: ImportOptions; isRunHere?: boolean },
): Promise<void> {
  assertCan(actor, "report:import");
  if (options.mapping.some((field) => field !== null && historyFields.includes(field)))
    assertCan(actor, "report:import_history");
  const lacks = lacksOf(options);
  if (lacks.length > 0) throw invalidInput("import_lacks", { lacks });
  await change(actor, "import.started", {}, async (tx) => {
    const { status, hasSource } = await lockImport(tx, actor, id);
    if (!hasSource || status === "queued" || status === "running") throw conflict("import_not_startable", { status });
    await tx.importProblem.deleteMany({ where: { importId: id } });
    const start = { nextRow: 0, createdCount: 0, joinedCount: 0, knownCount: 0, refusedCount: 0 };
    await tx.import.update({
      where: { id },
      data: {
        ...start,
        options,
        isDryRun: options.isDryRun,
        status: isRunHere ? "running" : "queued",
        cancelAsked: false,
        failure: null,
        finishedAt: null,
      },
    });
    if (!isRunHere) await enqueue(tx, "import", { importId: id });
  });
}
