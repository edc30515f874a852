import { noticeKinds, outcomes, platformIds, roles } from "../case/vocabulary";
import { signalCodes } from "../signals/checklists";
import { dsaCategories, dsaKeywords } from "./dsa-keywords";
import { legalGroundCodes } from "./legal-grounds";
import { channelKinds, decisionBases, noticeLanguages, noticeObservableKinds } from "./notice-input";

export const noticeSchemaId = "urn:demasque:notice:1";

const allegations = ["use_of_another_persons_photos", "automated_redirection", "other_breach"] as const;
export type Allegation = (typeof allegations)[number];

const text = { type: "string" } as const;
const textOrNull = { type: ["string", "null"] } as const;
const instant = { type: "string", format: "date-time" } as const;
const address = { type: "string", minLength: 1 } as const;
const oneOf = <Value extends string>(values: readonly Value[]) => ({ enum: values });
const listOf = (items: object) => ({ type: "array", items });

const record = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object => ({
  type: "object",
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});

const life = record({
  case: { type: "integer" },
  closed_on: { type: ["string", "null"], format: "date" },
  outcome: { enum: [...outcomes, null] },
});

const caseEntry = record({
  case: { type: "integer" },
  platform: oneOf(platformIds),
  alleged: { enum: [...allegations, null] },
  handle: text,
  platform_id: textOrNull,
  /** Empty, as the handle is, where the reader may not be told of accounts. */
  profile_url: text,
  content_urls: listOf(address),
  observables: listOf(record({ kind: oneOf(noticeObservableKinds), value: address, leads_to: textOrNull })),
  observed: listOf(record({ code: oneOf(signalCodes), text })),
  on_behalf: oneOf(["none", "mandate"]),
  mandate: textOrNull,
  decided_by: oneOf(decisionBases),
  decided_by_text: text,
  earlier_accounts: listOf(life),
});

/** The elements of Art. 16(2) by their letters, for a reader that wants these and nothing else. */
const article16 = record(
  {
    notice_id: address,
    case_id: address,
    recipient: record(
      { service: text, channel: text, channel_url: address, email: { type: "string", format: "email" } },
      ["channel_url", "email"],
    ),
    art16_2_a_explanation: text,
    legal_grounds: listOf(record({ code: oneOf(legalGroundCodes), label: text })),
    art16_2_b_locations: listOf(address),
    art16_2_b_additional: { type: "object", additionalProperties: text },
    art16_2_c_submitter: record({ name: text, email: text, csam_exception: { const: false } }),
    art16_2_d_good_faith: record({ statement: text, confirmed_by: oneOf(roles), confirmed_at: instant }),
    dsa_category: oneOf(dsaCategories),
    dsa_keywords: listOf(oneOf(dsaKeywords)),
    language: oneOf(["EN", "FR"]),
  },
  ["art16_2_d_good_faith"],
);

/** What the JSON form of a notice looks like (JSON Schema 2020-12). A draft validates too: what is missing is null or empty. */
export const noticeSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: noticeSchemaId,
  title: "Notice about accounts, as sent",
  ...record({
    schema: { const: noticeSchemaId },
    notice: { type: "integer" },
    kind: oneOf(noticeKinds),
    language: oneOf(noticeLanguages),
    prepared_at: instant,
    title: text,
    recipient: record({
      platform: oneOf(platformIds),
      name: text,
      channel: text,
      channel_kind: oneOf(channelKinds),
      channel_url: textOrNull,
      mailbox: textOrNull,
    }),
    notifier: record({ organisation: text, signatory: text, mailbox: text }),
    explanation: text,
    rule: textOrNull,
    cases: listOf(caseEntry),
    good_faith: {
      anyOf: [{ type: "null" }, record({ statement: text, confirmed_by: oneOf(roles), confirmed_at: instant })],
    },
    request: text,
    neutrality: text,
    article16: { anyOf: [{ type: "null" }, article16] },
  }),
} as const;
