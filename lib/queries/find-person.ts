import "server-only";
import { db } from "@/lib/db/client";
import type { OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { Role } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";

export interface FoundPerson {
  id: string;
  pseudonym: string;
  roles: Role[];
  status: "active" | "suspended";
}

/** The one person who signs in with this address. @throws DomainError `not_found`. */
export async function findPerson(actor: UserActor | OperatorActor, email: string): Promise<FoundPerson> {
  assertCan(actor, "person:read");
  const person = await db().user.findFirst({
    where: { email: email.trim().toLowerCase(), isSample: false },
    select: { id: true, pseudonym: true, roles: true, status: true },
  });
  if (!person) throw notFound("person");
  return person as FoundPerson;
}
