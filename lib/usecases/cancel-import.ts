import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { lockImport } from "./start-import";

/** Asks the worker to stop after the row it is at; what went in stays, and the import can be taken up again. */
export async function cancelImport(actor: UserActor, { id }: { id: string }): Promise<void> {
  assertCan(actor, "report:import");
  await change(actor, "import.cancelled", {}, async (tx) => {
    const { status } = await lockImport(tx, actor, id);
    if (status === "queued" || status === "uploaded")
      await tx.import.update({ where: { id }, data: { status: "cancelled", finishedAt: new Date() } });
    if (status === "running") await tx.import.update({ where: { id }, data: { cancelAsked: true } });
  });
}
