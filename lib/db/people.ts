import "server-only";
import type { Actor } from "@/lib/domain/access/actor";
import { stateAfterRelease } from "@/lib/domain/case/lease";
import type { Role } from "@/lib/domain/case/vocabulary";
import { conflict, notFound } from "@/lib/domain/errors";
import { commitTransition, getCaseSnapshots } from "./case-facts";
import { nameAction } from "./change";
import type { Tx } from "./client";

/** Changes of who may do what wait for each other: two administrators cannot take the last roles from one another at once. */
export async function lockPeople(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('demasque.people'))`;
}

export interface PersonRow {
  id: string;
  roles: Role[];
  status: "active" | "suspended" | "applicant" | "refused";
  isSample: boolean;
}

/** Locked until the transaction ends, so that no session is opened for them meanwhile. @throws DomainError `not_found`. */
export async function getPerson(tx: Tx, id: string): Promise<PersonRow> {
  const [row] = await tx.$queryRaw<PersonRow[]>`
    SELECT id, roles, status, is_sample AS "isSample" FROM "user" WHERE id = ${id}::uuid FOR UPDATE`;
  if (!row) throw notFound("person");
  if (row.isSample) throw conflict("sample_person");
  return row;
}

/** Waits for what the person is writing at this moment, and refuses whatever they begin after it (see `begin_change`). */
export async function lockPerson(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('demasque.person:' || ${id}::uuid::text, 0))`;
}

/** For what is done to members: whoever is still on the threshold is admitted or refused first. @throws DomainError `not_found`, `conflict`. */
export async function getMember(tx: Tx, id: string): Promise<PersonRow> {
  const row = await getPerson(tx, id);
  if (row.status === "applicant" || row.status === "refused") throw conflict("person_not_admitted");
  return row;
}

/** Asked after the change, under the lock. @throws DomainError `conflict` where nobody would be left to name others. */
export async function assertAdminLeft(tx: Tx): Promise<void> {
  const admins = await tx.user.count({ where: { roles: { has: "admin" }, status: "active", isSample: false } });
  if (admins === 0) throw conflict("last_admin");
}

/** A person's claims go back to the queue, each by its transition. Returns how many. */
export async function releaseClaims(tx: Tx, actor: Actor, personId: string): Promise<number> {
  const rows = await tx.case.findMany({
    where: { heldBy: personId, state: { in: ["in_review", "second_opinion"] } },
    select: { id: true },
  });
  if (rows.length === 0) return 0;
  await nameAction(tx, "case.released");
  const held = await getCaseSnapshots(
    tx,
    actor,
    rows.map(({ id }) => id),
    true,
  );
  let released = 0;
  for (const current of held) {
    if (current.heldBy !== personId) continue;
    await commitTransition(tx, current, "release", stateAfterRelease(current), { heldBy: null, leaseUntil: null });
    released += 1;
  }
  return released;
}
