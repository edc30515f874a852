import { z } from "zod";
import { emailSchema } from "./access/person";

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{C}]*$/u);

/** The organisation's settings: what each may hold. The names are those of the rows and of the trail. */
export const settingSchemas = {
  organisation_name: line(120),
  /** The mailbox of a role, printed on notices; never a person's. */
  role_mailbox: z.union([z.literal(""), emailSchema]),
  /** Who signs what is sent: the organisation's signatory, by name or function. */
  signatory: line(120),
  /** One person confirms their own opinion after 24 hours; terms reports only. */
  solo_work: z.boolean(),
} as const;
export type SettingKey = keyof typeof settingSchemas;
export type Settings = { [Key in SettingKey]: z.infer<(typeof settingSchemas)[Key]> };

/** The mail server that was confirmed last: the product's own row, which no form writes. */
export const mailServerSetting = "mail_server";
export const confirmedMailServerSchema = z.object({ digest: z.string().length(64), host: z.string().max(253) });

export const settingKeys = Object.keys(settingSchemas) as SettingKey[];

const defaults: Settings = { organisation_name: "", role_mailbox: "", signatory: "", solo_work: false };

/** The rows as they stand, with a default where there is none. */
export function readSettings(rows: readonly { key: string; value: unknown }[]): Settings {
  const found: Partial<Record<SettingKey, unknown>> = {};
  for (const key of settingKeys) {
    const parsed = settingSchemas[key].safeParse(rows.find((row) => row.key === key)?.value);
    if (parsed.success) found[key] = parsed.data;
  }
  return { ...defaults, ...found } as Settings;
}
