import "server-only";
import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import { lockExpired } from "@/lib/db/proposals";
import type { JobActor } from "@/lib/domain/access/actor";
import { endUnchanged } from "./end-proposal";

/** Ends what has waited its seven days, one at a time. Returns how many. */
export async function lapseProposals(): Promise<number> {
  for (let lapsed = 0; ; lapsed += 1) {
    const actor: JobActor = { kind: "job", name: "second_person", requestId: randomUUID() };
    const isEnded = await change(actor, "proposal.lapsed", {}, async (tx) => {
      const row = await lockExpired(tx);
      if (row !== null) await endUnchanged(tx, row, { state: "lapsed", by: null });
      return row !== null;
    });
    if (!isEnded) return lapsed;
  }
}
