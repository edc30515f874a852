import "server-only";
import { findingsOf, type Finding } from "@/lib/domain/notices/case-findings";
import { hopsSchema } from "@/lib/domain/traces/trace";
import type { Db } from "./client";
import { readObservables } from "./observables";

const tracesAtMost = 200;

/** What these cases' accounts led to, from what people kept and from links that were followed. What is sealed stays masked. */
export async function readFindings(db: Db, cases: readonly { id: string; number: number }[]): Promise<Finding[]> {
  const ids = cases.map(({ id }) => id);
  const numbers = new Map(cases.map(({ id, number }) => [id, number]));
  const [values, traces] = await Promise.all([
    readObservables(db, ids),
    db.redirectTrace.findMany({ where: { caseId: { in: ids } }, orderBy: { startedAt: "desc" }, take: tracesAtMost }),
  ]);
  return findingsOf(
    values.map(({ caseId, ...value }) => ({ ...value, caseNumber: numbers.get(caseId) ?? 0 })),
    traces.map(({ caseId, asked, hops, finalUrl }) => ({
      ...{ caseNumber: numbers.get(caseId) ?? 0, asked, finalUrl },
      hops: hopsSchema.parse(hops),
    })),
  );
}
