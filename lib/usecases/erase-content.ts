import "server-only";
import { rememberErasure } from "@/lib/adapters/erasure-list";
import type { Tx } from "@/lib/db/client";
import { eraseCaseContent } from "@/lib/db/erasure";
import { noteDestroyedKeys } from "./note-destroyed-keys";

/** Erases a case, and notes outside the database that it was, so that no backup brings it back. */
export async function eraseContent(tx: Tx, current: { readonly id: string }) {
  const erased = await eraseCaseContent(tx, current);
  rememberErasure(current.id, new Date());
  await noteDestroyedKeys(tx);
  return erased;
}
