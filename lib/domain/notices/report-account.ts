import { z } from "zod";
import type { PlatformId } from "../case/vocabulary";
import { asUrl } from "../addresses/as-url";

/** Services that take reports from programs. Each is also the form in which a notice goes there. */
export const reportServices = ["atproto", "mastodon"] as const;
export type ReportService = (typeof reportServices)[number];

const services: Partial<Record<PlatformId, ReportService>> = { bluesky: "atproto", fediverse: "mastodon" };

/** The service that a platform's accounts are reported to; null where none takes reports from programs. */
export const reportServiceOf = (platform: PlatformId): ReportService | null => services[platform] ?? null;

/** The moderation that Bluesky runs itself: where reports go unless an administrator names another. */
export const blueskyModeration = "did:plc:ar7c4by46qjdydhdevvrndac#atproto_labeler";
export const blueskyAddress = "https://bsky.social";

/** Scheme and host alone: whatever follows is ours to say. Only https: a password goes there. */
const address = z
  .string()
  .trim()
  .max(300)
  .pipe(z.url({ protocol: /^https$/u, hostname: /^[^\s@]+$/u }))
  .refine((text) => new URL(text).username === "" && new URL(text).password === "")
  .transform((text) => new URL(text).origin);
const word = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .regex(/^[^\s\p{C}]*$/u);

export const reportSecretSchema = word(8, 500);
export const reportAccountSchema = z.discriminatedUnion("service", [
  z.strictObject({
    service: z.literal("atproto"),
    address,
    identifier: word(1, 253),
    moderation: z
      .string()
      .trim()
      .max(300)
      .regex(/^did:[a-z]+:[a-zA-Z0-9._:%-]+#[a-z_]+$/u),
    secret: reportSecretSchema,
  }),
  z.strictObject({ service: z.literal("mastodon"), address, secret: reportSecretSchema }),
]);
export type ReportAccountInput = z.infer<typeof reportAccountSchema>;

/** What one report is sent to: the server of the account that it is about, or "" where one service stands for all. */
export function reportHost(service: ReportService, profileUrl: string): string | null {
  if (service === "atproto") return "";
  return asUrl(profileUrl)?.hostname ?? null;
}

/** The account of the desk that a report leaves from: its service's, and on the fediverse its server's own. */
export function accountFor<Account extends { readonly service: string; readonly host: string }>(
  accounts: readonly Account[],
  service: ReportService,
  host: string,
): Account | null {
  return accounts.find((one) => one.service === service && (service === "atproto" || one.host === host)) ?? null;
}

export const reportAccountsAtMost = 100;
