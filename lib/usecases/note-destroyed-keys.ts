import "server-only";
import { rememberDestroyedKeys } from "@/lib/adapters/erasure-list";
import { db, type Db } from "@/lib/db/client";
import { destroyedKeys } from "@/lib/db/images";

/**
 * Notes outside the database which keys were destroyed, so that no copy of the key store brings one back. Called before a change that
 * destroys keys is committed; a job does it again on every instance, each of which has a list of its own.
 */
export async function noteDestroyedKeys(tx: Db = db()): Promise<void> {
  rememberDestroyedKeys(await destroyedKeys(tx), new Date());
}
