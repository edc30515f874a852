import { decisionSentences, instantOf, noticeTitle } from "./compose-notice";
import { jsonFile, uriOf } from "./json-file";
import type { NoticeCase, NoticeFile, NoticeInput } from "./notice-input";
import { leastConfidence, shortText } from "./short-texts";
import { accountType, observableId, ownId } from "./stix-ids";
import { wordingIn } from "./wording-in";

/** TLP:AMBER, as the standard defines it. */
const amber = {
  type: "marking-definition",
  spec_version: "2.1",
  id: "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
  created: "2017-01-20T00:00:00.000Z",
  definition_type: "tlp",
  name: "TLP:AMBER",
  definition: { tlp: "amber" },
} as const;
/** Of what does not change from notice to notice: the organisation and what our extension means. */
const since = "2026-01-01T00:00:00.000Z";

type StixObject = Readonly<Record<string, unknown>> & { readonly type: string; readonly id: string };

const object = (type: string, id: string, properties: Record<string, unknown>): StixObject => ({
  type,
  spec_version: "2.1",
  id,
  ...properties,
  object_marking_refs: [amber.id],
});

/**
 * The account, by its kind and login alone: a platform's own id that is learnt later would make another object of it, so that it
 * stands in our extension.
 */
function account({ platform, number, locations }: NoticeCase, extension: string): StixObject {
  const properties = { account_type: accountType(platform), account_login: locations.handle };
  return object("user-account", observableId({ type: "user-account", ...properties }), {
    ...properties,
    extensions: {
      [extension]: {
        extension_type: "property-extension",
        case_number: number,
        profile_url: locations.profileUrl,
        ...(locations.stableId !== null && { platform_id: locations.stableId }),
      },
    },
  });
}

const valued = (type: "url" | "domain-name", value: string): StixObject =>
  object(type, observableId({ type, value }), { value });

function infrastructure(entry: NoticeCase): StixObject[] {
  const links = entry.observables.flatMap((one) => (one.kind === "link" ? [one.value, one.leadsTo ?? ""] : []));
  const open = [...entry.locations.contentUrls, ...links].flatMap((link) => uriOf(link) ?? []);
  const domains = entry.observables.flatMap((one) => (one.kind === "domain" ? [one.value] : []));
  return [...open.map((link) => valued("url", link)), ...domains.map((domain) => valued("domain-name", domain))];
}

const quoted = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");

/**
 * A STIX 2.1 bundle: who we are, what was observed, and a report that says so. It holds no threat actor and no identity but our own.
 * Null where nothing in it could be told to this reader.
 */
export function buildStix(input: NoticeInput): NoticeFile | null {
  const wording = wordingIn(input.language);
  const { organisation, roleMailbox } = input.notifier;
  if (organisation.trim() === "") return null;
  const about = `${input.messageIdHost}/notice/${input.noticeNumber}`;
  const at = instantOf(input.preparedAt).toISOString();
  const identity = object("identity", ownId("identity", `${input.messageIdHost}/${organisation}`), {
    created: since,
    modified: since,
    name: organisation,
    identity_class: "organization",
    ...(roleMailbox !== "" && { contact_information: roleMailbox }),
  });
  const ours = { created: at, modified: at, created_by_ref: identity.id };
  const extension = object("extension-definition", ownId("extension-definition", `${input.messageIdHost}/case`), {
    created: since,
    modified: since,
    created_by_ref: identity.id,
    name: "Démasque case",
    description: "Number of our case, address of the profile, and the platform's own id of the account where known.",
    schema: "urn:demasque:stix:case:1",
    version: "1.0.0",
    extension_types: ["property-extension"],
  });
  const named = input.cases.filter((entry) => entry.locations.handle !== "");
  const seen = new Map(
    [...named.map((entry) => account(entry, extension.id)), ...input.cases.flatMap(infrastructure)].map((one) => [
      one.id,
      one,
    ]),
  );
  if (seen.size === 0) return null;
  const instants = input.cases.flatMap((entry) => [entry.firstSeen ?? at, entry.lastSeen ?? at]).sort();
  const observed = object("observed-data", ownId("observed-data", about), {
    ...ours,
    first_observed: instantOf(instants[0] ?? at).toISOString(),
    last_observed: instantOf(instants.at(-1) ?? at).toISOString(),
    number_observed: input.cases.length,
    object_refs: [...seen.keys()],
  });
  const indicators = [...seen.values()].flatMap((one) => {
    if (one.type !== "domain-name") return [];
    const domain = String(one["value"]);
    const indicator = object("indicator", ownId("indicator", `${about}/${domain}`), {
      ...ours,
      name: domain,
      indicator_types: ["anomalous-activity"],
      pattern: `[domain-name:value = '${quoted(domain)}']`,
      pattern_type: "stix",
      valid_from: at,
      confidence: leastConfidence(input.cases),
    });
    const link = object("relationship", ownId("relationship", `${about}/${domain}`), {
      ...ours,
      relationship_type: "based-on",
      source_ref: indicator.id,
      target_ref: observed.id,
    });
    return [indicator, link];
  });
  const said = input.cases.flatMap((entry) => shortText(input, entry, () => true) ?? []);
  const report = object("report", ownId("report", about), {
    ...ours,
    name: noticeTitle(input, wording),
    description: [wording.neutrality, ...decisionSentences(input.cases, wording), ...new Set(said)].join("\n\n"),
    report_types: ["observed-data"],
    published: at,
    confidence: leastConfidence(input.cases),
    lang: input.language,
    object_refs: [...seen.keys(), observed.id, ...indicators.map((one) => one.id)],
    external_references: [{ source_name: "demasque-notice", external_id: String(input.noticeNumber) }],
  });
  const extensions = named.length > 0 ? [extension] : [];
  const objects = [identity, amber, ...extensions, ...seen.values(), observed, ...indicators, report];
  const bundle = { type: "bundle", id: ownId("bundle", about), objects };
  return jsonFile(input, "stix", [bundle], "application/stix+json;version=2.1");
}
