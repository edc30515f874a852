import { randomUUID } from "node:crypto";
import type { TokenScope } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { acceptInvitation } from "@/lib/usecases/accept-invitation";
import { createFirstAdmin } from "@/lib/usecases/create-first-admin";
import { createToken } from "@/lib/usecases/create-token";
import { invitePerson } from "@/lib/usecases/invite-person";
import { issueSetupCode } from "@/lib/usecases/issue-setup-code";
import type { UserActor } from "@/lib/domain/access/actor";

export interface BenchPerson {
  readonly actor: UserActor;
  /** A personal token's secret. */
  readonly token: string;
}

const scopes: TokenScope[] = ["report:write", "case:read", "case:write"];

/** People made in the same way as anybody else: the first administrator by the code, the others by a link each. */
export async function makeBenchPeople(clients: number): Promise<{ reader: BenchPerson; reporters: BenchPerson[] }> {
  const admin = await createFirstAdmin({
    ...secrets("admin"),
    code: (await issueSetupCode(new Date()))?.code ?? "",
    organisation: "Bench",
    reviewsToo: false,
  });
  const join = async (name: string, roles: Role[]): Promise<BenchPerson> => {
    const { token } = await invitePerson(confirmed(admin), { roles, note: name });
    const actor = confirmed(await acceptInvitation({ ...secrets(name), token }));
    return { actor, token: (await createToken(actor, { name: "bench", scopes, days: 1 })).secret };
  };
  const reader = await join("reader", ["reviewer", "safeguarding"]);
  const reporters: BenchPerson[] = [];
  for (let number = 1; number <= clients; number += 1)
    reporters.push(await join(`reporter-${String(number)}`, ["volunteer"]));
  return { reader, reporters };
}

/** Nobody sits before this desk: it is taken that a factor was shown just now. */
const confirmed = (actor: UserActor): UserActor => ({
  ...actor,
  session: { id: actor.session?.id ?? randomUUID(), confirmedAt: new Date() },
});

const secrets = (pseudonym: string) => ({
  email: `${pseudonym}@bench.invalid`,
  pseudonym,
  password: randomUUID() + randomUUID(),
  networkAddress: "127.0.0.1",
  requestId: `bench-${randomUUID()}`,
});
