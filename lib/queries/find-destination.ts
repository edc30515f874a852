import "server-only";
import { db } from "@/lib/db/client";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import { parseAddress } from "@/lib/domain/addresses/parse-address";

/** Where a pasted text leads. */
export type Destination = { kind: "case"; number: number } | { kind: "log" } | { kind: "search" };

/**
 * A case number leads to its case; an address that the desk knows to the latest case of it that this person may open, else to the form
 * that logs it; any other text is looked for in the queue. What may not be seen leads where an unknown address would.
 */
export async function findDestination(actor: UserActor, text: string): Promise<Destination> {
  const number = /^(?:(?:case|dossier|n[°o])\s*)?#?\s*(\d{1,15})$/iu.exec(text.trim())?.[1];
  if (number !== undefined) return { kind: "case", number: Number(number) };
  const address = parseAddress(text);
  if (address.kind !== "profile" || address.key === null)
    return { kind: address.platform === null && !text.includes("/") ? "search" : "log" };
  const [row] = await db().$queryRaw<{ number: bigint }[]>`
    SELECT c.number FROM account a JOIN "case" c ON c.account_id = a.id
    WHERE a.platform_id = ${address.platform} AND ${visibleCases(actor)}
      AND (a.stable_id = ${address.stableId} OR (a.is_current AND digest(a.handle_key, 'sha256') = digest(${address.key}::text, 'sha256')))
    ORDER BY c.number DESC LIMIT 1`;
  return row ? { kind: "case", number: Number(row.number) } : { kind: "log" };
}
