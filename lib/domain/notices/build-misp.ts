import type { PlatformId } from "../case/vocabulary";
import { decisionSentences, instantOf, noticeTitle } from "./compose-notice";
import { hostOf, jsonFile } from "./json-file";
import { nameUuid, ownNamespace } from "./name-uuid";
import type { NoticeCase, NoticeFile, NoticeInput, NoticeObservable } from "./notice-input";
import { leastConfidence, shortText } from "./short-texts";
import { accountType, ownId } from "./stix-ids";
import { wordingIn } from "./wording-in";

/** The public object templates that are filled: name, id, version, and the group they belong to. */
const templates = {
  impersonation: ["01833a92-d2ff-11e9-8016-d3b988153702", "1", "misc"],
  "user-account": ["49606b06-22f0-4ac8-8eee-2f12ad46f3d3", "6", "misc"],
  url: ["60efb77b-40b5-4c46-871b-ed1ed999fce5", "10", "network"],
  "shortened-link": ["361c0ae8-68bd-11e8-adc0-fa7ae01bbebc", "2018060501", "network"],
  "domain-ip": ["43b3b146-77eb-4931-b4cc-b66c60f28734", "11", "network"],
  "tracking-id": ["3681c62a-2c75-48d8-99f2-6a3444ce2393", "3", "network"],
} as const;
type Template = keyof typeof templates;

type Filled = readonly [relation: string, type: string, value: string];

const kindOfAccount: Partial<Record<PlatformId, string>> = {
  x: "Twitter",
  facebook: "Facebook",
  linkedin: "LinkedIn",
  reddit: "Reddit",
  instagram: "Instagram",
};

const network = new Set(["url", "domain", "hostname"]);

function attribute([relation, type, value]: Filled, name: string) {
  return {
    uuid: nameUuid(ownNamespace, `${name}/${relation}`),
    object_relation: relation,
    type,
    category: network.has(type) ? "Network activity" : "Other",
    // Nothing here is meant to set off an alarm by itself: a person reads it first.
    to_ids: false,
    value,
    disable_correlation: false,
  };
}

function made(template: Template, name: string, filled: readonly Filled[]) {
  const [uuid, version, group] = templates[template];
  return {
    uuid: nameUuid(ownNamespace, name),
    name: template,
    "meta-category": group,
    template_uuid: uuid,
    template_version: version,
    Attribute: filled.filter(([, , value]) => value !== "").map((one) => attribute(one, name)),
  };
}

function accountObjects({ platform, classification, locations, number }: NoticeCase, about: string) {
  if (locations.handle === "") return [];
  const name = `${about}/case/${number}`;
  const user = made("user-account", `${name}/user-account`, [
    ["username", "text", locations.handle],
    ["account-type", "text", accountType(platform)],
    ["user-id", "text", locations.stableId ?? ""],
    ["link", "link", locations.profileUrl],
  ]);
  if (classification !== "stolen_photo_scammer") return [user];
  const impersonation = made("impersonation", `${name}/impersonation`, [
    ["account-name", "text", locations.handle],
    ["account-url", "url", locations.profileUrl],
    ["type", "text", "Person"],
    ["type-of-account", "text", kindOfAccount[platform] ?? "Other"],
    ["objective", "text", "Other"],
  ]);
  return [impersonation, user];
}

const thingsOf = ({ locations, observables }: NoticeCase): NoticeObservable[] => [
  ...locations.contentUrls.map((value) => ({ kind: "link" as const, value, leadsTo: null })),
  ...observables,
];

function infrastructureObject({ kind, value, leadsTo }: NoticeObservable, about: string) {
  const name = `${about}/${kind}/${value}`;
  if (kind === "domain") return [made("domain-ip", name, [["domain", "domain", value]])];
  if (kind === "affiliate_id") return [made("tracking-id", name, [["id", "text", value]])];
  const end = leadsTo === null ? null : hostOf(leadsTo);
  const found = end ?? hostOf(value);
  if (kind !== "link" || hostOf(value) === null || found === null) return [];
  // Their types are for names; a number has none.
  const host = /^[\d.]+$|:/u.test(found) ? "" : found;
  if (leadsTo === null || end === null)
    return [
      made("url", name, [
        ["url", "url", value],
        ["host", "hostname", host],
      ]),
    ];
  return [
    made("shortened-link", name, [
      ["shortened-url", "url", value],
      ["redirect-url", "url", leadsTo],
      ["domain", "domain", host],
    ]),
  ];
}

function tagsOf(cases: readonly NoticeCase[]): string[] {
  const has = (classification: NoticeCase["classification"]): boolean =>
    cases.some((entry) => entry.classification === classification);
  return [
    "tlp:amber",
    "PAP:AMBER",
    'workflow:todo="review-for-privacy"',
    ...(has("stolen_photo_scammer") ? ['rsit:fraud="masquerade"'] : []),
    ...(has("redirecting_bot") ? ['rsit:abusive-content="spam"'] : []),
    `estimative-language:confidence-in-analytic-judgment="${leastConfidence(cases) >= 80 ? "high" : "moderate"}"`,
  ];
}

/** A MISP event that its reader's own organisation alone sees until somebody there decides otherwise; null where it would be empty. */
export function buildMisp(input: NoticeInput): NoticeFile | null {
  const wording = wordingIn(input.language);
  const { organisation } = input.notifier;
  if (organisation.trim() === "") return null;
  const about = `${input.messageIdHost}/notice/${input.noticeNumber}/misp`;
  const prepared = instantOf(input.preparedAt);
  const things = new Map(input.cases.flatMap(thingsOf).map((one) => [`${one.kind} ${one.value}`, one]));
  const objects = [
    ...input.cases.flatMap((entry) => accountObjects(entry, about)),
    ...[...things.values()].flatMap((one) => infrastructureObject(one, about)),
  ];
  if (objects.length === 0) return null;
  const said = input.cases.flatMap((entry) => shortText(input, entry, () => true) ?? []);
  const text = [wording.neutrality, ...decisionSentences(input.cases, wording), ...new Set(said)].join("\n\n");
  const event = {
    uuid: nameUuid(ownNamespace, about),
    info: noticeTitle(input, wording),
    date: prepared.toISOString().slice(0, 10),
    threat_level_id: "3",
    analysis: "2",
    distribution: "0",
    published: false,
    timestamp: String(Math.floor(prepared.getTime() / 1000)),
    Orgc: {
      uuid: ownId("identity", `${input.messageIdHost}/${organisation}`).slice("identity--".length),
      name: organisation,
    },
    Tag: tagsOf(input.cases).map((name) => ({ name })),
    Attribute: [
      {
        uuid: nameUuid(ownNamespace, `${about}/text`),
        type: "comment",
        category: "Other",
        to_ids: false,
        value: text,
        disable_correlation: true,
      },
    ],
    Object: objects,
  };
  return jsonFile(input, "misp", [{ Event: event }]);
}
