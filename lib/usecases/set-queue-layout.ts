import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";

/** As lib/tables/queue-layout.ts reads it. */
export interface LayoutInput {
  density: string;
  hidden: readonly string[];
}

/** Keeps density and columns with the account, so that they follow the person to their other devices. */
export async function setQueueLayout(actor: UserActor, { density, hidden }: LayoutInput): Promise<void> {
  assertCan(actor, "case:list");
  await change(actor, "person.profile_edited", {}, async (tx) => {
    await tx.$executeRaw`UPDATE "user" SET settings = jsonb_set(settings, '{queue}', ${JSON.stringify({ density, hidden })}::text::jsonb) WHERE id = ${actor.id}::uuid`;
  });
}
