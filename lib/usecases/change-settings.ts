import "server-only";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { holdersOf, notify } from "@/lib/db/notifications";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { invalidInput } from "@/lib/domain/errors";
import { defaultSettings, type SettingKey, settingKeys, settingSchemas, type Settings } from "@/lib/domain/settings";

/** Values that let fewer people or factors suffice: asked for again before they are taken. */
const weakening: Partial<Settings> = { second_factor_required: false, solo_work: true };

/**
 * Changes what is given, and writes only what is different.
 * @throws DomainError `invalid_input` with the setting's key; `forbidden` (step_up_needed) for what weakens security.
 */
export async function changeSettings(
  actor: UserActor,
  given: { [Key in SettingKey]?: Settings[Key] | undefined },
): Promise<void> {
  assertCan(actor, "setting:write");
  const wanted = settingKeys.flatMap((key) => {
    if (given[key] === undefined) return [];
    const parsed = settingSchemas[key].safeParse(given[key]);
    if (!parsed.success) throw invalidInput("setting_value", { key });
    return [{ key, value: parsed.data }];
  });
  const isLonger = wanted.some(
    ({ key, value }) =>
      (key === "session_idle_hours" || key === "session_days") && Number(value) > defaultSettings[key],
  );
  if (isLonger || wanted.some(({ key, value }) => weakening[key] === value)) assertRecentlyConfirmed(actor, new Date());
  await change(actor, "setting.changed", {}, async (tx) => {
    for (const { key, value } of wanted) {
      const present = await tx.setting.findUnique({ where: { key } });
      if (present !== null && present.value === value) continue;
      await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value, updatedAt: new Date() } });
      if (key === "second_factor_required" && value === false) await tellAdmins(tx, actor);
    }
  });
}

async function tellAdmins(tx: Tx, { pseudonym }: UserActor): Promise<void> {
  await notify(tx, { to: await holdersOf(tx, "admin"), kind: "factor_not_required", params: { by: pseudonym } });
}
