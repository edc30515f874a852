import "server-only";
import { randomUUID } from "node:crypto";
import type { UserActor } from "@/lib/domain/access/actor";
import { planIntake } from "@/lib/domain/intake/plan-intake";
import { authenticMarkersOf } from "./authentic-marker";
import { changeAtOnce } from "./change";
import { Prisma } from "./client";
import { intakeLock, type IntakeResult } from "./intake";
import { accountsAt, type FoundCase } from "./intake-facts";
import { actionOf, insertAccount, insertCase, insertReport, type IntakeInput } from "./intake-rows";
import { kept } from "./kept-statements";

/**
 * Takes a report about an address that nobody has reported before, which most are, in one statement that writes nothing where the
 * address is known after all: null then, and `takeReport` has its turn. It holds the same lock; but as it reads from before the
 * lock was held, the account's unique index speaks for what came in between (`conflict already_exists`).
 */
export async function takeUnknown(actor: UserActor, input: IntakeInput, now: Date): Promise<IntakeResult | null> {
  const { address, answers } = input;
  if (answers.mandateId !== null || input.history || input.accountId !== undefined) return null;
  const facts = { cases: [] as FoundCase[], isMarkedAuthentic: false, ageAnswer: answers.ageAnswer, history: null };
  const plan = planIntake(facts);
  if (plan.target !== "new") return null;
  const rows = {
    reportId: randomUUID(),
    caseId: randomUUID(),
    accountId: randomUUID(),
    reporterId: actor.id,
    input,
    now,
  };
  const { action, reason } = actionOf(input, plan);
  const markers = authenticMarkersOf(address.platform, address.key, address.stableId);
  const options = { caseId: rows.caseId, lock: intakeLock(input), ...(reason && { reason }) };
  const [row] = await changeAtOnce<{ number: string }>(
    actor,
    action,
    options,
    (context) => Prisma.sql`${kept}
    WITH context AS MATERIALIZED (SELECT ${context}), new_account AS (
      ${insertAccount(rows)} FROM context
      WHERE NOT EXISTS (${accountsAt(address.platform, address.key, address.stableId)})
        AND NOT EXISTS (SELECT 1 FROM authentic_marker m WHERE m.key_hmac = ANY (${markers}::text[]) AND m.expires_at > now())
        AND NOT EXISTS (SELECT 1 FROM report r WHERE r.import_key = ${input.importKey ?? null})
      RETURNING id
    ), new_case AS (${insertCase(rows, plan)} FROM new_account RETURNING number), new_report AS (${insertReport(rows)} FROM new_case)
    SELECT number FROM new_case`,
  );
  if (!row) return null;
  return {
    reportId: rows.reportId,
    caseId: rows.caseId,
    caseNumber: Number(row.number),
    kind: plan.kind,
    isInLane: plan.state === "safeguarding",
  };
}
