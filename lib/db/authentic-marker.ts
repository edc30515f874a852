import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import { env } from "@/lib/env";
import type { Tx } from "./client";

let derived: { from: string; key: Buffer } | undefined;

function markerKey(): Buffer {
  const from = env().masterKey;
  if (derived?.from !== from) {
    const key = Buffer.from(hkdfSync("sha256", Buffer.from(from, "base64"), "", "demasque authentic marker v1", 32));
    derived = { from, key };
  }
  return derived.key;
}

/** What stays of an account found authentic: a keyed digest that says nothing without the desk's master key. */
export function authenticMarkerOf(platformId: string, handleKey: string): string {
  return createHmac("sha256", markerKey()).update(`${platformId}\u001f${handleKey}`).digest("hex");
}

/** The same for the platform's own id: a change of handle does not open an authentic account to a brigade. */
const markerOfId = (platformId: string, stableId: string): string => authenticMarkerOf(platformId, `\u001f${stableId}`);

/** Every marker that an address could have: by its handle, and by its id where it carries one. */
export function authenticMarkersOf(platformId: string, handleKey: string, stableId: string | null): string[] {
  const byHandle = authenticMarkerOf(platformId, handleKey);
  return stableId === null ? [byHandle] : [byHandle, markerOfId(platformId, stableId)];
}

/** For twelve months new reports about the account wait for a reviewer, so that a brigade cannot simply try again. */
export async function rememberAuthentic(
  tx: Tx,
  platformId: string,
  handleKey: string,
  stableId: string | null = null,
): Promise<void> {
  const markers = authenticMarkersOf(platformId, handleKey, stableId);
  await tx.$executeRaw`
    INSERT INTO authentic_marker (key_hmac, expires_at) SELECT m, now() + interval '12 months' FROM unnest(${markers}::text[]) m
    ON CONFLICT (key_hmac) DO UPDATE SET expires_at = excluded.expires_at`;
}
