import "server-only";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { readNoticeCases } from "@/lib/db/notices";
import { contactStoppedAt, mandatesBehind } from "@/lib/db/told-pages";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict, invalidInput } from "@/lib/domain/errors";
import { wantsFirstContact } from "@/lib/domain/notices/fit-recipients";
import type { NoticeLanguage } from "@/lib/domain/notices/notice-input";

/**
 * Records that somebody sent the one neutral message to the authentic creator, by hand. Nothing is sent by this, and there is no
 * second time; nor a first where she has asked for no contact under any mandate behind the case.
 * @throws DomainError `conflict` (first_contact_made, contact_stopped), `invalid_input first_contact_not_due`.
 */
export async function makeFirstContact(
  actor: UserActor,
  { caseNumber, language }: { caseNumber: number; language: NoticeLanguage },
): Promise<void> {
  await change(actor, "case.first_contact_made", {}, async (tx) => {
    const snapshot = await getCaseSnapshot(tx, actor, { number: caseNumber }, true);
    assertCan(actor, "case:notify", snapshot.facts);
    const [facts] = await readNoticeCases(tx, [snapshot.id]);
    if (facts === undefined || !wantsFirstContact(facts)) throw invalidInput("first_contact_not_due");
    if ((await contactStoppedAt(tx, await mandatesBehind(tx, snapshot.id))) !== null) throw conflict("contact_stopped");
    const made = await tx.$executeRaw`INSERT INTO first_contact (case_id, language, done_by)
      VALUES (${snapshot.id}::uuid, ${language}, ${actor.id}::uuid) ON CONFLICT (case_id) DO NOTHING`;
    if (made !== 1) throw conflict("first_contact_made");
  });
}
