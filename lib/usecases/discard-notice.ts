import "server-only";
import { change } from "@/lib/db/change";
import { lockNotice } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertDraft } from "./edit-notice";

/** Puts a draft aside. One that has left stays. */
export async function discardNotice(
  actor: UserActor,
  { number, version }: { number: number; version: number },
): Promise<void> {
  assertCan(actor, "notice:prepare");
  await change(actor, "notice.discarded", {}, async (tx) => {
    const row = await lockNotice(tx, number);
    assertDraft(row, version);
    await tx.notice.update({ where: { id: row.id }, data: { state: "discarded", version: row.version + 1 } });
  });
}
