import "server-only";
import { randomUUID } from "node:crypto";
import type { UserActor } from "@/lib/domain/access/actor";
import { planIntake } from "@/lib/domain/intake/plan-intake";
import { resolveAccount } from "@/lib/domain/intake/resolve-account";
import { authenticMarkersOf } from "./authentic-marker";
import { changeAtOnce } from "./change";
import { Prisma } from "./client";
import { intakeLock, questionOf, type IntakeResult } from "./intake";
import { accountsAt, glanceAtIntakeFacts, type FoundCase } from "./intake-facts";
import { actionOf, insertAccount, insertCase, insertReport, updateCase, type IntakeInput } from "./intake-rows";
import { kept } from "./kept-statements";

/**
 * Takes an ordinary report without a transaction of several exchanges: about an address that nobody has reported, which most are,
 * in one statement; about a case that it merely joins in a reading and a statement. Each writes only where things stand as was
 * assumed, under the address's lock, and otherwise nothing: null then, and `takeReport` has its turn. A statement reads from
 * before its lock was held; what came in between is noticed by the account's unique index (`conflict already_exists`) and by
 * the rows that it locks, which are read again.
 */
export async function takeAtOnce(actor: UserActor, input: IntakeInput, now: Date): Promise<IntakeResult | null> {
  if (input.answers.mandateId !== null || input.history || input.accountId !== undefined) return null;
  if (input.fingerprints && input.fingerprints.length > 0) return null;
  return (await takeUnknown(actor, input, now)) ?? (await joinUnchanged(actor, input, now));
}

async function takeUnknown(actor: UserActor, input: IntakeInput, now: Date): Promise<IntakeResult | null> {
  const { address, answers } = input;
  const facts = { cases: [] as FoundCase[], isMarkedAuthentic: false, ageAnswer: answers.ageAnswer, history: null };
  const plan = planIntake(facts);
  if (plan.target !== "new") return null;
  const ids = { reportId: randomUUID(), caseId: randomUUID(), accountId: randomUUID(), reporterId: actor.id };
  const rows = { ...ids, input, now };
  const { action, reason } = actionOf(input, plan);
  const options = { caseId: rows.caseId, lock: intakeLock(input), ...(reason && { reason }) };
  const markers = authenticMarkersOf(address.platform, address.key, address.stableId);
  const write = (context: Prisma.Sql) => Prisma.sql`${kept}
    WITH context AS MATERIALIZED (SELECT ${context}), new_account AS (
      ${insertAccount(rows)} FROM context
      WHERE NOT EXISTS (${accountsAt(address.platform, address.key, address.stableId)})
        AND NOT EXISTS (SELECT 1 FROM authentic_marker m WHERE m.key_hmac = ANY (${markers}::text[]) AND m.expires_at > now())
        AND NOT EXISTS (SELECT 1 FROM report r WHERE r.import_key = ${input.importKey ?? null})
      RETURNING id
    ), new_case AS (${insertCase(rows, plan)} FROM new_account RETURNING number), new_report AS (${insertReport(rows)} FROM new_case)
    SELECT number FROM new_case`;
  const [row] = await changeAtOnce<{ number: string }>(actor, action, options, write);
  if (!row) return null;
  const isInLane = plan.state === "safeguarding";
  return { reportId: rows.reportId, caseId: rows.caseId, caseNumber: Number(row.number), kind: plan.kind, isInLane };
}

async function joinUnchanged(actor: UserActor, input: IntakeInput, now: Date): Promise<IntakeResult | null> {
  const { address, answers } = input;
  const { accounts, cases, isMarkedAuthentic, takenBefore } = await glanceAtIntakeFacts(questionOf(actor, input));
  const { account, isRenamed, learnsStableId, dethroned } = resolveAccount(address, accounts);
  if (takenBefore || !account || isRenamed || learnsStableId || dethroned) return null;
  const ofAccount = cases.filter(({ accountId }) => accountId === account.id);
  const plan = planIntake({ cases: ofAccount, isMarkedAuthentic, ageAnswer: answers.ageAnswer, history: null });
  if (plan.target === "new" || plan.kind !== "joined" || plan.state !== plan.target.state) return null;
  const { target } = plan;
  const ids = { reportId: randomUUID(), caseId: target.id, accountId: account.id, reporterId: actor.id };
  const rows = { ...ids, input, now };
  const options = { caseId: target.id, lock: intakeLock(input) };
  const write = (context: Prisma.Sql) => Prisma.sql`${kept}
    WITH context AS MATERIALIZED (SELECT ${context}), owner AS MATERIALIZED (
      SELECT a.id FROM account a, context
      WHERE a.id = ${account.id}::uuid AND a.is_current = ${account.isCurrent} AND a.handle_key = ${account.handleKey}
        AND a.stable_id IS NOT DISTINCT FROM ${account.stableId} FOR SHARE OF a
    ), joined AS (
      ${updateCase(rows, plan)} FROM owner
      WHERE "case".id = ${target.id}::uuid AND "case".account_id = owner.id AND version = ${target.version} AND state = ${target.state}
        AND report_count = ${target.reportCount} AND signals = ${JSON.stringify(target.signals)}::jsonb
        AND mandate_id IS NOT DISTINCT FROM ${target.mandateId}::uuid
      RETURNING number
    ), new_report AS (${insertReport(rows)} FROM joined)
    SELECT number FROM joined`;
  const [row] = await changeAtOnce<{ number: string }>(actor, actionOf(input, plan).action, options, write);
  if (!row) return null;
  return { reportId: rows.reportId, caseId: target.id, caseNumber: target.number, kind: plan.kind, isInLane: false };
}
