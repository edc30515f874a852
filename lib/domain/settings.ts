import { z } from "zod";
import { emailSchema } from "./access/person";

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{C}]*$/u);

/** Several lines, with nothing in them that is no text. */
const paragraphs = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{C}]*(?:\r?\n[^\p{C}]*)*$/u);

/** The least and the most that the organisation may choose. */
export const settingBounds = {
  session_idle_hours: { least: 1, most: 72 },
  session_days: { least: 1, most: 30 },
} as const;
const within = ({ least, most }: { least: number; most: number }) => z.number().int().min(least).max(most);

/** The organisation's settings: what each may hold. The names are those of the rows and of the trail. */
export const settingSchemas = {
  organisation_name: line(120),
  /** The mailbox of a role, printed on notices; never a person's. */
  role_mailbox: z.union([z.literal(""), emailSchema]),
  /** Who signs what is sent: the organisation's signatory, by name or function. */
  signatory: line(120),
  /** How the organisation stays independent of platforms, as its yearly report says it; empty: the product's own sentence. */
  independence: paragraphs(2000),
  /** One person confirms their own opinion after 24 hours; terms reports only. */
  solo_work: z.boolean(),
  /** A session without a request for so many hours ends. */
  session_idle_hours: within(settingBounds.session_idle_hours),
  /** A session ends so many days after it was opened, whatever happens. */
  session_days: within(settingBounds.session_days),
  /** Whether strangers may apply. Off until the desk has somebody who answers them. */
  applications_open: z.boolean(),
  /** Whoever holds a role shows a second factor when they sign in. */
  second_factor_required: z.boolean(),
} as const;
export type SettingKey = keyof typeof settingSchemas;
export type Settings = { [Key in SettingKey]: z.infer<(typeof settingSchemas)[Key]> };

/** The mail server that was confirmed last: the product's own row, which no form writes. */
export const mailServerSetting = "mail_server";
/** The one that was last seen waiting, so that people are told of it once. */
export const mailServerSeenSetting = "mail_server_seen";
export const mailServerSchema = z.object({ digest: z.string().length(64), host: z.string().max(253) });

export const settingKeys = Object.keys(settingSchemas) as SettingKey[];

export const defaultSettings: Settings = {
  organisation_name: "",
  role_mailbox: "",
  signatory: "",
  independence: "",
  solo_work: false,
  second_factor_required: true,
  session_idle_hours: 12,
  session_days: 14,
  applications_open: false,
};

/** The rows as they stand, with a default where there is none. */
export function readSettings(rows: readonly { key: string; value: unknown }[]): Settings {
  const found: Partial<Record<SettingKey, unknown>> = {};
  for (const key of settingKeys) {
    const parsed = settingSchemas[key].safeParse(rows.find((row) => row.key === key)?.value);
    if (parsed.success) found[key] = parsed.data;
  }
  return { ...defaultSettings, ...found } as Settings;
}
