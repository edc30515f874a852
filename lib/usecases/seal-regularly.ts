import "server-only";
import { db } from "@/lib/db/client";
import { clearRefusal, noteRefusal } from "@/lib/db/seal-refusals";
import { DomainError } from "@/lib/domain/errors";
import { sealTrail } from "./seal-trail";

/** Every minute; a refusal to sign is an alarm in the health report until a seal succeeds. */
export async function sealRegularly(): Promise<void> {
  try {
    if ((await sealTrail({ isWaiting: false })) !== null) await clearRefusal(db());
  } catch (error) {
    // The database being away says nothing about the history.
    if (error instanceof DomainError && error.reason !== "database") await noteRefusal(db());
    throw error;
  }
}
