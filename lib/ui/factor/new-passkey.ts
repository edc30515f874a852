"use client";

import type { ToldError } from "@/lib/domain/errors";
import { type AddingActions, refusalOf } from "./factor-actions";
import { makePasskey } from "./passkeys";

/** Asks the browser for a new passkey and hands it in: the recovery codes that came with it, or why not. */
export async function addNewPasskey(
  actions: Pick<AddingActions, "askNewPasskey" | "addPasskey">,
  name: string,
): Promise<{ codes: string[] | null } | { refusal: ToldError }> {
  const asked = await actions.askNewPasskey().catch(() => undefined);
  const made = asked?.data && (await makePasskey(asked.data));
  if (!made) return { refusal: refusalOf(asked) ?? { code: "forbidden", reason: "passkey_refused" } };
  const added = await actions.addPasskey({ answer: made as never, name }).catch(() => undefined);
  const refusal = refusalOf(added);
  return refusal === null ? { codes: added?.data?.codes ?? null } : { refusal };
}
