import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import type { TokenScope, UserActor } from "@/lib/domain/access/actor";
import { tracks, type Role } from "@/lib/domain/case/vocabulary";
import { charterVersion } from "@/lib/domain/vetting/charter";
import { admittedAs } from "@/lib/domain/vetting/standing";
import { createToken } from "@/lib/usecases/create-token";

export interface BenchPerson {
  readonly actor: UserActor;
  /** A personal token's secret. */
  readonly token: string;
}

const scopes: TokenScope[] = ["report:write", "case:read", "case:write"];

/** People as they are once they are admitted: how they came to it (charter, training, words of others) is not what is measured. */
export async function makeBenchPeople(clients: number): Promise<{ reader: BenchPerson; reporters: BenchPerson[] }> {
  const reader = await makePerson("reader", ["reviewer", "safeguarding"]);
  const reporters: BenchPerson[] = [];
  for (let number = 1; number <= clients; number += 1)
    reporters.push(await makePerson(`reporter-${String(number)}`, ["volunteer"]));
  return { reader, reporters };
}

async function makePerson(pseudonym: string, roles: Role[]): Promise<BenchPerson> {
  const id = randomUUID();
  const requestId = `bench-${id}`;
  await change({ kind: "operator", requestId }, "person.created", {}, (tx) =>
    tx.user.create({
      data: {
        ...{ id, pseudonym, email: `${pseudonym}@bench.invalid`, charterVersion },
        ...admittedAs(roles, roles.includes("reviewer") ? [...tracks] : [], new Date()),
      },
    }),
  );
  // Nobody sits before this desk: it is taken that a factor was shown just now.
  const session = { id: randomUUID(), confirmedAt: new Date() };
  const actor: UserActor = { kind: "user", id, pseudonym, roles, requestId, session };
  return { actor, token: (await createToken(actor, { name: "bench", scopes, days: 1 })).secret };
}
