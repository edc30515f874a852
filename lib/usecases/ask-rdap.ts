import "server-only";
import { RdapClient, type RdapQuestion } from "@/lib/adapters/rdap";
import { recordAccess } from "@/lib/db/access-log";
import { readFindings } from "@/lib/db/case-findings";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { spend } from "@/lib/db/rate-limits";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { DomainError, invalidInput } from "@/lib/domain/errors";
import { readRdap, type RdapContact } from "@/lib/domain/notices/read-rdap";

export interface AskRdapInput {
  readonly caseNumbers: readonly number[];
  readonly of: "registrar" | "host";
  /** The registered name that the cases led to. */
  readonly name: string;
}

/** One for the process: the list of registries is asked for once a day. */
const publicRegistries = new RdapClient();

/**
 * Asks, because a person pressed, who answers for a domain to which these cases led: its registrar by its name, or its host by the
 * network address that answered when its link was followed. Nothing of it is kept; the person writes what they want to use.
 * @throws DomainError `not_found`, `invalid_input rdap_not_of_case|rdap_no_address`, `limited`, `unavailable outgoing_*|rdap_*`.
 */
export async function askRdap(
  actor: UserActor,
  { caseNumbers, of, name }: AskRdapInput,
  client: Pick<RdapClient, "ask"> = publicRegistries,
): Promise<RdapContact> {
  const cases: { id: string; number: number }[] = [];
  for (const number of caseNumbers) {
    const snapshot = await getCaseSnapshot(db(), actor, { number });
    assertCan(actor, "case:notify", snapshot.facts);
    cases.push({ id: snapshot.id, number });
  }
  const own = (await readFindings(db(), cases)).filter((one) => one.name === name && one.kind !== "payment");
  const [first] = own;
  if (first === undefined) throw invalidInput("rdap_not_of_case");
  const address = own.find((one) => one.address !== null)?.address ?? null;
  if (of === "host" && address === null) throw invalidInput("rdap_no_address");
  const question: RdapQuestion = of === "host" ? { address: address ?? "" } : { domain: name };
  await spend("rdap", actor.id);
  const about = cases.find(({ number }) => number === first.caseNumber);
  await recordAccess({ actor, kind: "registry_asked", subject: about?.id ?? "" });
  const contact = readRdap(await client.ask(question));
  if (contact === null) throw new DomainError("unavailable", "rdap_no_answer");
  return contact;
}
