import "server-only";
import { randomBytes } from "node:crypto";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { parseAddress } from "@/lib/domain/addresses/parse-address";
import { invalidInput } from "@/lib/domain/errors";
import { mandateCode, type MandateInput } from "@/lib/domain/mandate";
import { isExactUrl } from "@/lib/domain/notices/missing-elements";

/**
 * Opens a mandate: a code to be shown for a while on the authentic account. No papers; nobody's name.
 * @throws DomainError `invalid_input mandate_address` where the account cannot be opened from the address.
 */
export async function createMandate(
  actor: UserActor,
  { label, authenticUrl }: MandateInput,
): Promise<{ number: number; code: string }> {
  assertCan(actor, "mandate:create");
  const parsed = parseAddress(authenticUrl);
  const url = parsed.kind === "profile" && parsed.profileUrl !== null ? parsed.profileUrl : authenticUrl;
  if (!isExactUrl(url)) throw invalidInput("mandate_address");
  const code = mandateCode(randomBytes(8));
  return change(actor, "mandate.created", {}, async (tx) => {
    const { number } = await tx.mandate.create({ data: { label, authenticUrl: url, code, createdBy: actor.id } });
    return { number: Number(number), code };
  });
}
