import "server-only";
import type { Problem } from "@/lib/domain/audit/problems";
import type { Db } from "./client";

export interface Verification {
  startedAt: Date;
  isDeep: boolean;
  entries: number;
  problemCount: number;
  problems: readonly Problem[];
}

/** Whether the last deep verification, or else the log's beginning, is longer ago than this. */
export async function isVerificationDue(db: Db, hours: number): Promise<boolean> {
  const [row] = await db.$queryRaw<{ isDue: boolean | null }[]>`
    SELECT coalesce((SELECT max(finished_at) FROM audit_verification WHERE is_deep), (SELECT min(created_at) FROM audit_log))
      < now() - make_interval(hours => ${hours}::int) AS "isDue"`;
  return row?.isDue === true;
}

/** What the screen shows of one; the command line said the rest. */
const problemsKept = 100;

export async function insertVerification(db: Db, found: Verification): Promise<void> {
  const problems = found.problems.slice(0, problemsKept).map(({ id, problem }) => ({ id, problem }));
  await db.$executeRaw`INSERT INTO audit_verification (started_at, is_deep, entries, problem_count, problems)
    VALUES (${found.startedAt}, ${found.isDeep}, ${found.entries}::bigint, ${found.problemCount}::bigint, ${JSON.stringify(problems)}::jsonb)`;
}
