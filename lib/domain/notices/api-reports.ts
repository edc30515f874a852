import { z } from "zod";
import type { PlatformId } from "../case/vocabulary";
import type { AtprotoReport } from "./build-atproto";
import { buildAtproto } from "./build-atproto";
import { buildMastodon, type MastodonReport } from "./build-mastodon";
import type { ChannelKind, NoticeInput } from "./notice-input";
import { reportHost, type ReportService, reportServiceOf } from "./report-account";

/** One account of a notice on its way to a service: which report of the frozen document, about which case, to which server. */
export interface ApiReport {
  readonly position: number;
  readonly caseNumber: number;
  readonly host: string;
}

/** Desks on the profile itself and those for programs lead to the same queue; a mailbox or a form is another desk. */
const reachable: readonly ChannelKind[] = ["in_app", "api"];

/** The servers that reports about these accounts would go to, where the desk is one that takes them from programs; null elsewhere. */
export function reportHostsOf(
  { platform, kind }: { readonly platform: PlatformId; readonly kind: ChannelKind },
  profileUrls: readonly string[],
): { service: ReportService; hosts: string[] } | null {
  const service = reportServiceOf(platform);
  if (service === null || !reachable.includes(kind)) return null;
  const hosts = profileUrls.flatMap((url) => reportHost(service, url) ?? []);
  return hosts.length === profileUrls.length ? { service, hosts: [...new Set(hosts)] } : null;
}

/**
 * The reports that the notice is made of where it can leave by a service's interface; null where it cannot. Accounts are told to
 * platforms alone (see audience.ts), and half a notice would look like a whole one.
 */
export function apiReports(input: NoticeInput): { service: ReportService; reports: ApiReport[] } | null {
  const service = reportServiceOf(input.platform);
  if (service === null || input.audience !== "platform" || !reachable.includes(input.channel.kind)) return null;
  if ((service === "atproto" ? buildAtproto(input) : buildMastodon(input)) === null) return null;
  const reports = input.cases.flatMap(({ number, locations }, position) => {
    const host = reportHost(service, locations.profileUrl);
    return host === null ? [] : { position, caseNumber: number, host };
  });
  return reports.length === input.cases.length ? { service, reports } : null;
}

const atproto = z.object({
  reasonType: z.string(),
  reason: z.string(),
  subject: z.object({ $type: z.literal("com.atproto.admin.defs#repoRef"), did: z.string() }),
  modTool: z.object({ name: z.string(), meta: z.object({ notice: z.number(), case: z.number() }) }),
}) satisfies z.ZodType<AtprotoReport>;
const mastodon = z.object({
  account: z.string(),
  category: z.enum(["spam", "legal", "violation", "other"]),
  comment: z.string(),
  forward: z.boolean(),
}) satisfies z.ZodType<MastodonReport>;

/** One report out of the frozen document: what leaves is what was frozen. Null where there is none at that place. */
export function reportIn<Service extends ReportService>(
  service: Service,
  bytes: Uint8Array,
  position: number,
): (Service extends "atproto" ? AtprotoReport : MastodonReport) | null {
  const document: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const reports: readonly unknown[] = Array.isArray(document) ? document : [document];
  const read = (service === "atproto" ? atproto : mastodon).safeParse(reports[position]);
  return read.success ? (read.data as Service extends "atproto" ? AtprotoReport : MastodonReport) : null;
}

/** The numbers that the service gave, as one reference of the notice: whole ones only, as many as fit. */
export function joinedReferences(references: readonly string[], most = 200): string {
  const given = references.filter((one) => one !== "");
  const whole = given.join(", ");
  if (whole.length <= most) return whole;
  const kept: string[] = [];
  for (const one of given) {
    if ([...kept, one].join(", ").length > most - 3) break;
    kept.push(one);
  }
  return `${kept.join(", ")}, …`;
}
