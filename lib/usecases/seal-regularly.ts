import "server-only";
import { db } from "@/lib/db/client";
import { clearRefusal, noteRefusal } from "@/lib/db/seal-refusals";
import { DomainError } from "@/lib/domain/errors";
import { sealTrail } from "./seal-trail";

/** What says nothing against the history: the database is away, or another instance is the one that seals here. */
const harmless: ReadonlySet<string> = new Set(["database", "history_unknown"]);

/** A refusal to sign is an alarm in the health report until a seal succeeds. */
export async function sealRegularly(): Promise<void> {
  try {
    if ((await sealTrail({ isWaiting: false })) !== null) await clearRefusal(db());
  } catch (error) {
    if (error instanceof DomainError && !harmless.has(error.reason)) await noteRefusal(db());
    throw error;
  }
}
