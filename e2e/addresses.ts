import { readFile } from "node:fs/promises";
import path from "node:path";
import type { CasePermission, DeskPermission } from "@/lib/domain/access/permissions";
import type { Asked } from "./asking";
import type { TriedCase } from "./server-actions";

export type Door =
  /** A page or a file for whoever is signed in in the browser. */
  | "browser"
  /** The HTTP API: a token, no cookie. */
  | "token";

export type AddressGuard =
  | { readonly kind: "everybody"; readonly why: string }
  /** Whoever is signed in: it reaches only what is their own. */
  | { readonly kind: "own"; readonly why: string }
  | { readonly kind: "desk"; readonly permission: DeskPermission; readonly isThere: boolean }
  | {
      readonly kind: "case";
      readonly permission: CasePermission;
      /** Asked before the case is looked for, so that it tells nothing of it. */
      readonly first?: DeskPermission;
    };

export interface Address {
  readonly door: Door;
  readonly guard: AddressGuard;
  readonly at: (tried: TriedCase) => string;
  readonly asked?: (tried: TriedCase) => Asked;
}

const nobodys = "00000000-0000-4000-8000-000000000000";
const none = 999_999_999;

const open = (at: string, why: string): Address => ({
  door: "browser",
  guard: { kind: "everybody", why },
  at: () => at,
});
const own = (at: string, why: string, door: Door = "browser"): Address => ({
  door,
  guard: { kind: "own", why },
  at: () => at,
});
const desk = (permission: DeskPermission, at: string, isThere = true): Address => ({
  door: "browser",
  guard: { kind: "desk", permission, isThere },
  at: () => at,
});
const onCase = (permission: CasePermission, at: Address["at"]): Address => ({
  door: "browser",
  guard: { kind: "case", permission },
  at,
});
const api = (address: Address, asked?: Address["asked"]): Address => ({
  ...address,
  door: "token",
  ...(asked && { asked }),
});
const post =
  (body: unknown, headers: Record<string, string> = {}) =>
  () => ({ method: "POST", body, headers });

/**
 * Every page and route of the build with what guards it. What the build has and this table has not fails the suite, and the other
 * way round: a new address says here who may come.
 */
export const addresses: Readonly<Record<string, readonly Address[]>> = {
  "/page": [own("/", "Sends people to the screen that is theirs.")],
  "/sign-in/page": [open("/sign-in", "The door.")],
  "/setup/page": [open("/setup", "Before the first account; afterwards it leads to the door.")],
  "/closed/page": [open("/closed", "What a closed desk says; names nothing.")],
  "/invite/[token]/page": [open("/invite/no-such-link", "The link is the key.")],
  "/apply/page": [open("/apply", "Whoever wants to join has no account yet.")],
  "/sign-in/confirm/page": [
    open("/sign-in/confirm", "For whoever has shown a password and no factor yet; leads others to the door."),
  ],
  "/sign-in/second-factor/page": [
    open("/sign-in/second-factor", "For whoever has to set up a factor; leads others to the door."),
  ],
  "/sign-in/forgotten/page": [open("/sign-in/forgotten", "Whoever forgot a password cannot be signed in.")],
  "/reset/[token]/page": [open("/reset/no-such-link", "The link is the key.")],
  "/charter/page": [own("/charter", "To be read before everything else.")],
  "/vetting/page": [own("/vetting", "One's own record.")],
  "/training/[track]/page": [own("/training/redirecting_bot", "One's own training, where it was opened.")],
  "/verify/page": [open("/verify", "Reads files in the browser, and asks the server for nothing.")],
  "/bank/page": [open("/bank", "Whoever was handed a code has no account.")],
  "/told/page": [open("/told", "Whoever was handed a code has no account; without one it is a door.")],
  "/told/leave/route": [
    {
      ...open("/told/leave", "Ends the visit that the browser holds, and nothing where there is none."),
      asked: () => ({ method: "POST" }),
    },
  ],
  "/audit/page": [desk("audit:read", "/audit")],
  "/cases/page": [own("/cases", "A list of what one may see; empty for whoever sees nothing.")],
  "/cases/[ref]/page": [onCase("case:read", ({ number }) => `/cases/${String(number)}`)],
  "/go/page": [own("/go?q=1", "Leads to a page that decides for itself.")],
  "/batches/page": [desk("notice:prepare", "/batches")],
  "/batches/[id]/page": [desk("notice:prepare", `/batches/${nobodys}`, false)],
  "/api/batches/[id]/file/route": [desk("case:export" as DeskPermission, `/api/batches/${nobodys}/file`, false)],
  "/imports/page": [desk("report:import", "/imports")],
  "/imports/[id]/page": [desk("report:import", `/imports/${nobodys}`, false)],
  "/log/page": [desk("report:log", "/log")],
  "/log/recognise/route": [
    { ...desk("address:parse", "/log/recognise"), asked: post({ lines: [{ text: "https://x.com/somebody" }] }) },
  ],
  "/mandates/page": [desk("mandate:read", "/mandates")],
  "/mandates/[number]/page": [desk("mandate:read", `/mandates/${String(none)}`, false)],
  "/safety/page": [desk("lane:read", "/safety")],
  "/notices/page": [desk("notice:read", "/notices")],
  "/notices/new/page": [desk("notice:prepare", "/notices/new")],
  "/notices/answer/page": [desk("notice:record", "/notices/answer")],
  "/notices/[number]/escalation/[case]/page": [
    desk("notice:read", `/notices/${String(none)}/escalation/${String(none)}`, false),
  ],
  "/notices/[number]/page": [desk("notice:read", `/notices/${String(none)}`, false)],
  "/notifications/page": [own("/notifications", "What one was told oneself.")],
  "/statistics/page": [desk("statistics:read", "/statistics")],
  "/statistics/rows/page": [desk("notice:read", "/statistics/rows")],
  "/api/statistics/route": [desk("statistics:read", "/api/statistics")],
  "/api/v1/statistics/route": [api(desk("statistics:read", "/api/v1/statistics"))],
  "/vouching/page": [desk("person:vouch", "/vouching")],
  "/people/[id]/page": [desk("person:read_record", `/people/${nobodys}`, false)],
  "/people/[id]/decisions/page": [desk("person:read_record", `/people/${nobodys}/decisions`, false)],
  "/people/page": [desk("person:read", "/people")],
  "/people/[id]/accuracy/page": [desk("person:read", `/people/${nobodys}/accuracy`, false)],
  "/settings/page": [own("/settings", "One's own; the organisation's part is for whoever administers.")],
  "/settings/care/page": [own("/settings/care", "One's own care, and how much one saw.")],
  "/settings/accuracy/page": [desk("accuracy:read_own", "/settings/accuracy")],
  "/settings/platforms/page": [desk("platform:manage", "/settings/platforms")],
  "/settings/report-accounts/page": [desk("report_account:manage", "/settings/report-accounts")],
  "/settings/webhooks/page": [desk("webhook:manage", "/settings/webhooks")],
  "/settings/webhooks/[id]/page": [desk("webhook:manage", `/settings/webhooks/${nobodys}`, false)],
  "/api/health/route": [open("/api/health", "Says how the desk is, and nothing of what is on it.")],
  "/api/auth/[...nextauth]/route": [open("/api/auth/csrf", "The library's own doors; sign-in goes through them.")],
  "/api/audit/checkpoint/route": [desk("audit:read", "/api/audit/checkpoint", false)],
  "/api/cases/[number]/manifest/route": [
    onCase("case:export", ({ number }) => `/api/cases/${String(number)}/manifest`),
  ],
  "/api/cases/[number]/bundle/[audience]/route": [
    onCase("case:export", ({ number }) => `/api/cases/${String(number)}/bundle/authority`),
    {
      ...onCase("case:reveal_image", ({ number }) => `/api/cases/${String(number)}/bundle/authority`),
      // Of a case without a mandate: whoever may is told so, and no picture leaves.
      asked: post([{ id: nobodys, isUnredacted: false }], { "sec-fetch-site": "same-origin" }),
    },
  ],
  "/api/notices/yearly/[year]/[format]/route": [desk("notice:report", "/api/notices/yearly/2026/json", false)],
  "/api/cases/[number]/traces/route": [
    {
      ...onCase("case:trace_link", ({ number }) => `/api/cases/${String(number)}/traces`),
      // The guard refuses it: nobody is asked outside.
      asked: post({ url: "http://127.0.0.1/" }, { "sec-fetch-site": "same-origin" }),
    },
  ],
  "/api/cases/changes/route": [
    own("/api/cases/changes?since=2026-01-01T00:00:00.000Z&view=active", "Counts rows of one's own list."),
  ],
  "/api/cases/export/route": [desk("case:export" as DeskPermission, "/api/cases/export?format=csv&cases=1", false)],
  "/api/cases/[number]/images/route": [
    {
      ...onCase("case:add_image", ({ number }) => `/api/cases/${String(number)}/images`),
      asked: () => ({
        method: "POST",
        body: "no picture",
        headers: {
          "sec-fetch-site": "same-origin",
          "x-picture": encodeURIComponent(JSON.stringify({ ageAnswer: "no", caption: { shows: "Essai" } })),
        },
      }),
    },
  ],
  "/api/images/[id]/blurred/route": [
    desk("case:reveal_image" as DeskPermission, `/api/images/${nobodys}/blurred`, false),
  ],
  "/api/images/[id]/clear/route": [
    {
      ...desk("case:reveal_image" as DeskPermission, `/api/images/${nobodys}/clear`, false),
      asked: () => ({ method: "POST" }),
    },
  ],
  "/api/imports/route": [
    {
      ...desk("report:import", "/api/imports", false),
      asked: () => ({
        method: "POST",
        body: "Lien",
        headers: { "sec-fetch-site": "same-origin", "x-file-name": "a.csv" },
      }),
    },
  ],
  "/api/notices/[number]/[format]/route": [desk("notice:read", `/api/notices/${String(none)}/json`, false)],
  "/api/reports/[id]/receipt/route": [desk("report:log", `/api/reports/${nobodys}/receipt`, false)],
  "/api/v1/[...path]/route": [
    own("/api/v1/no/such", "An address that is none says so to whoever has a token.", "token"),
  ],
  "/api/v1/openapi.json/route": [open("/api/v1/openapi.json", "The description of the API holds nothing of the desk.")],
  "/api/v1/accounts/parse/route": [
    api(desk("address:parse", "/api/v1/accounts/parse"), post({ lines: ["https://x.com/somebody"] })),
  ],
  "/api/v1/audit/checkpoint/route": [api(desk("audit:read", "/api/v1/audit/checkpoint", false))],
  "/api/v1/audit/consistency/route": [api(desk("audit:read", "/api/v1/audit/consistency?from=0&to=0", false))],
  "/api/v1/audit/entries/route": [api(desk("audit:read", "/api/v1/audit/entries"))],
  "/api/v1/audit/entries/[index]/proof/route": [
    api(desk("audit:read", "/api/v1/audit/entries/999999999/proof", false)),
  ],
  "/api/v1/cases/route": [api(desk("case:list", "/api/v1/cases"))],
  "/api/v1/cases/[ref]/route": [
    {
      door: "token",
      guard: { kind: "case", permission: "case:read", first: "case:list" },
      at: ({ number }) => `/api/v1/cases/${String(number)}`,
    },
  ],
  "/api/v1/cases/[ref]/manifest/route": [
    api(onCase("case:export", ({ number }) => `/api/v1/cases/${String(number)}/manifest`)),
  ],
  "/api/v1/cases/[ref]/bundle/route": [
    api(onCase("case:export", ({ number }) => `/api/v1/cases/${String(number)}/bundle?audience=authority`)),
  ],
  "/api/v1/cases/[ref]/commands/[command]/route": (
    [
      ["claim", {}],
      ["renew", {}],
      ["release", {}],
      ["give_opinion", { classification: "redirecting_bot", reasons: ["RB-03"], note: "" }],
      ["withdraw_opinion", {}],
      ["admit", {}],
      ["discard", { reason: "not_an_account" }],
      ["close", { reason: "nothing_more_to_do" }],
      ["reopen", { reason: "new_facts" }],
      ["safeguard", { reason: "unspecified" }],
    ] as const
  ).map(([command, body]) =>
    api(
      onCase(`case:${command}`, ({ number }) => `/api/v1/cases/${String(number)}/commands/${command}`),
      ({ version }) => ({ method: "POST", body, headers: { "if-match": `"${String(version)}"` } }),
    ),
  ),
  "/api/v1/imports/route": [
    api(
      desk("report:import", "/api/v1/imports?track=redirecting_bot&age=no&dry_run=true"),
      post("https://x.com/of_a_file"),
    ),
  ],
  "/api/v1/imports/[id]/route": [api(desk("report:import", `/api/v1/imports/${nobodys}`, false))],
  "/api/v1/notices/route": [
    api(desk("notice:read", "/api/v1/notices")),
    api(
      desk("notice:prepare", "/api/v1/notices", false),
      post({ kind: "terms_report", channelId: "x.profile_report", caseNumbers: [none] }),
    ),
  ],
  "/api/v1/notices/[number]/events/route": [
    api(
      desk("notice:record", `/api/v1/notices/${String(none)}/events`, false),
      post({ event: "received", reference: "", receivedAt: "2026-11-20T10:00:00Z" }),
    ),
  ],
  "/api/v1/me/accuracy/route": [api(desk("accuracy:read_own", "/api/v1/me/accuracy"))],
  "/api/v1/reports/route": [
    api(
      desk("report:log", "/api/v1/reports"),
      post({ address: "https://x.com/of_the_matrix", track: "redirecting_bot", ageAnswer: "no" }),
    ),
  ],
  "/api/v1/reports/[id]/receipt/route": [api(desk("report:log", `/api/v1/reports/${nobodys}/receipt`, false))],
};

/** Pages and routes of the build, without the folders that are no part of an address. */
export async function addressesOfBuild(): Promise<string[]> {
  const file = path.join(process.cwd(), ".next/server/app-paths-manifest.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
  return Object.keys(manifest)
    .filter((name) => !name.startsWith("/_"))
    .map((name) => name.replace(/\/\([a-z]+\)/g, ""))
    .sort();
}

/** What one list has and the other lacks: addresses that nobody guards, and guards of what is gone. */
export function unguarded(found: readonly string[], guarded: readonly string[]): string[] {
  return [
    ...found.filter((name) => !guarded.includes(name)).map((name) => `nobody guards ${name}`),
    ...guarded.filter((name) => !found.includes(name)).map((name) => `there is no ${name}`),
  ];
}
