import "server-only";
import { openText } from "@/lib/adapters/sealed-text";
import { recordAccess } from "@/lib/db/access-log";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { sealSubjectOf } from "@/lib/db/observables";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { mandateStatusAt } from "@/lib/domain/mandate";
import { conflict } from "@/lib/domain/errors";

/**
 * Opens one sealed value, by a press: the access log says who and which. A mandate that ran out a moment ago opens nothing any more,
 * whether or not the job that drops what was sealed has come by.
 * @throws DomainError `not_found`, `conflict observable_gone`, `conflict mandate_not_valid` where nothing but a digest is kept, or soon will be.
 */
export async function revealObservable(
  actor: UserActor,
  { ref, observableId }: { ref: CaseRef; observableId: string },
): Promise<{ value: string }> {
  const current = await getCaseSnapshot(db(), actor, ref);
  assertCan(actor, "case:read_observables", current.facts);
  const [row, mandate] = await Promise.all([
    db().observable.findFirst({ where: { id: observableId, caseId: current.id } }),
    current.mandateId === null ? null : db().mandate.findUnique({ where: { id: current.mandateId } }),
  ]);
  if (row === null) throw conflict("observable_gone");
  const isGood = mandate !== null && mandateStatusAt(mandate, new Date()) === "verified";
  if (row.sealed === null || !isGood) throw conflict("mandate_not_valid");
  await recordAccess({ actor, kind: "observable_revealed", subject: row.id });
  return { value: openText("observable", sealSubjectOf(row.caseId, row.valueKey), row.sealed) };
}
