import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { invalidInput } from "@/lib/domain/errors";
import { type SettingKey, settingKeys, settingSchemas, type Settings } from "@/lib/domain/settings";

/** Changes what is given, and writes only what is different. @throws DomainError `invalid_input` with the setting's key. */
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
  await change(actor, "setting.changed", {}, async (tx) => {
    for (const { key, value } of wanted) {
      const present = await tx.setting.findUnique({ where: { key } });
      if (present !== null && present.value === value) continue;
      await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value, updatedAt: new Date() } });
    }
  });
}
