import "server-only";
import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import type { JobActor } from "@/lib/domain/access/actor";
import { refusedDays } from "@/lib/domain/vetting/application";

/**
 * Thirty days after a refusal what somebody told, what was said about them, their address, name and password go. A row without a
 * name stays for what refers to it, and the address is free. Returns how many went.
 */
export async function eraseApplications(now: Date = new Date()): Promise<number> {
  const actor: JobActor = { kind: "job", name: "vetting", requestId: randomUUID() };
  const before = new Date(now.getTime() - refusedDays * 86_400_000);
  const due = await db().application.findMany({
    where: { state: "refused", erasedAt: null, decidedAt: { lte: before } },
    select: { userId: true },
    take: 500,
  });
  for (const { userId } of due) {
    await change(actor, "person.application_erased", {}, async (tx) => {
      const { count } = await tx.application.updateMany({
        where: { userId, state: "refused", erasedAt: null },
        data: { content: null, note: null, tracks: [], languages: [], erasedAt: now },
      });
      if (count === 0) return;
      await tx.voucher.updateMany({ where: { personId: userId }, data: { sentence: null } });
      await tx.session.deleteMany({ where: { userId } });
      // Nobody at the provider is known by it any more.
      const unknown = { issuer: "erased", subject: userId, endedAt: now };
      await tx.externalIdentity.updateMany({ where: { userId }, data: unknown });
      const nobody = { email: `${userId}@erased.invalid`, pseudonym: "—", passwordHash: null, status: "refused" };
      await tx.user.update({ where: { id: userId }, data: nobody });
    });
  }
  return due.length;
}
