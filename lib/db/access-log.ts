import "server-only";
import { createHmac } from "node:crypto";
import { trailNameOf, type Actor } from "@/lib/domain/access/actor";
import type { AccessKind } from "@/lib/domain/audit/actions";
import { env } from "@/lib/env";
import { db } from "./client";

export interface AccessEntry {
  /** Null for whoever has not signed in. */
  actor: Actor | null;
  kind: AccessKind;
  /** The id of what was read. Never content, never the address of an accused account. */
  subject?: string;
  /** As the connection gave it; only its digest of the day is kept. */
  networkAddress?: string | null;
  requestId?: string;
}

/** Tells two addresses of one day apart and says nothing on another day: the key is the day's. */
export function networkAddressDigest(networkAddress: string, day: Date): string {
  const key = createHmac("sha256", env().masterKey)
    .update(`network-address:${day.toISOString().slice(0, 10)}`)
    .digest();
  return createHmac("sha256", key).update(networkAddress).digest("hex").slice(0, 32);
}

/** Reads that matter, and sign-ins: apart from the trail of changes. */
export async function recordAccess({
  actor,
  kind,
  subject = "",
  networkAddress,
  requestId,
}: AccessEntry): Promise<void> {
  await db().accessLog.createMany({
    data: {
      actor: actor ? trailNameOf(actor) : "anonymous",
      kind,
      subject,
      addressHmac: networkAddress ? networkAddressDigest(networkAddress, new Date()) : null,
      requestId: requestId ?? actor?.requestId ?? null,
    },
  });
}
