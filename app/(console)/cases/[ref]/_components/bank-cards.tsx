import { requireActor } from "@/lib/auth/current-actor";
import { getBankMatches } from "@/lib/queries/get-bank-matches";
import { BankCard } from "./bank-card";

/** Whose bank holds a picture that this account shows; nothing where there is none, or for whoever only logged the case. */
export async function BankCards({ caseNumber }: { caseNumber: number }) {
  const matches = await getBankMatches(await requireActor(), caseNumber);
  return matches.map((match) => <BankCard key={match.id} caseNumber={caseNumber} match={match} />);
}
