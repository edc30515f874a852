import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import { importOptionsSchema } from "@/lib/domain/import/mapping";
import { importColumns, importView } from "./list-imports";

const problemsAPage = 100;

/** One's own import with a page of its bad rows; somebody else's does not exist. */
export async function getImport(actor: UserActor, id: string, afterLine = 0) {
  assertCan(actor, "report:import");
  const row = await db().import.findFirst({
    where: { id, userId: actor.id },
    select: { ...importColumns, options: true },
  });
  if (!row) throw notFound("import");
  const problems = await db().importProblem.findMany({
    where: { importId: id, line: { gt: afterLine } },
    orderBy: [{ line: "asc" }, { ordinal: "asc" }],
    take: problemsAPage,
    select: { line: true, ordinal: true, reason: true, columnName: true, details: true },
  });
  const { options, ...rest } = row;
  return {
    ...importView(rest),
    options: importOptionsSchema.parse(options),
    problems: problems.map((problem) => ({ ...problem, details: problem.details as Record<string, string> })),
    nextProblems: problems.length === problemsAPage ? (problems.at(-1)?.line ?? null) : null,
  };
}
export type ImportDetail = Awaited<ReturnType<typeof getImport>>;
