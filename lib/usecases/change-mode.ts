import "server-only";
import { change } from "@/lib/db/change";
import { Prisma } from "@/lib/db/client";
import type { OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { type DeskMode, modeReasonSchema, type StandingMode } from "@/lib/domain/access/mode";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { invalidInput } from "@/lib/domain/errors";

/**
 * Puts the desk into a mode, on every instance from its next request on. Waits for the changes that are under way: once this
 * returns, nothing that the mode holds back is still being written.
 * @throws DomainError `invalid_input` (mode_reason) where an incident is not given one.
 */
export async function changeMode(
  actor: UserActor | OperatorActor,
  input: { mode: DeskMode; reason: string },
): Promise<StandingMode> {
  assertCan(actor, "mode:change");
  assertRecentlyConfirmed(actor, new Date());
  const reason = modeReasonSchema.safeParse(input.reason);
  if (!reason.success && (input.mode !== "normal" || input.reason.trim() !== "")) throw invalidInput("mode_reason");
  const value = { mode: input.mode, reason: reason.data ?? "", since: new Date().toISOString() };
  const lock = Prisma.sql`pg_advisory_xact_lock(hashtext('demasque.mode'))`;
  await change(actor, "mode.changed", { lock }, (tx) =>
    tx.setting.upsert({
      where: { key: "mode" },
      create: { key: "mode", value },
      update: { value, updatedAt: new Date() },
    }),
  );
  return value;
}
