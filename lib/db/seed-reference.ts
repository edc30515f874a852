import "server-only";
import { randomUUID } from "node:crypto";
import { channelSeeds } from "@/lib/domain/notices/channels";
import { change } from "./change";
import { db, type Prisma } from "./client";

/**
 * Puts in the desks of the platforms that the domain knows and the database lacks. A row that is there stays as it is, so that
 * whatever an administrator changed is never undone; run at every start, it writes nothing the second time.
 * @returns how many rows were added.
 */
export async function seedReference(): Promise<number> {
  const known = new Set((await db().channel.findMany({ select: { id: true } })).map((row) => row.id));
  const lacking = channelSeeds.filter((seed) => !known.has(seed.id));
  if (lacking.length === 0) return 0;
  return change({ kind: "operator", requestId: randomUUID() }, "reference.seeded", {}, async (tx) => {
    const { count } = await tx.channel.createMany({
      data: lacking.map((seed) => ({
        id: seed.id,
        platformId: seed.platform,
        recipientKind: seed.recipientKind,
        recipient: seed.recipient,
        wants: [...seed.wants],
        name: seed.name,
        kind: seed.kind,
        url: seed.url,
        mailbox: seed.mailbox,
        language: seed.language,
        whoMayFile: seed.whoMayFile,
        fields: seed.fields as unknown as Prisma.InputJsonValue,
        asksIdentity: seed.asksIdentity,
        verifiedOn: seed.verifiedOn === null ? null : new Date(seed.verifiedOn),
        isEnabled: seed.isEnabled,
      })),
      skipDuplicates: true,
    });
    return count;
  });
}
