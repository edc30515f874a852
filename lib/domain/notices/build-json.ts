import type { Classification } from "../case/vocabulary";
import { addressFor, textFor } from "./audience";
import { instantOf, noticeTitle, withPlainLineEnds } from "./compose-notice";
import { dsaOf } from "./dsa-keywords";
import { uriOf } from "./json-file";
import { legalGroundOf } from "./legal-grounds";
import { noticeFileName } from "./notice-file-name";
import type { ChannelKind, NoticeCase, NoticeFile, NoticeInput } from "./notice-input";
import { noticeSchemaId, type Allegation } from "./notice-schema";
import type { Wording } from "./wording";
import { wordingIn } from "./wording-in";
import type { Audience } from "./recipients";

const article16Channel: Readonly<Record<ChannelKind, string>> = {
  form: "dsa_art16_form",
  in_app: "in_app_illegal",
  email: "email",
  api: "api",
  // Nothing is sent to a telephone; the words of the proposed schema end here.
  phone: "dsa_art16_form",
};

/** The team's own word for a track says "scammer": it stays inside. What leaves names what is alleged about the account. */
const allegationOf: Readonly<Record<Classification, Allegation | null>> = {
  stolen_photo_scammer: "use_of_another_persons_photos",
  redirecting_bot: "automated_redirection",
  other_abuse: "other_breach",
  authentic: null,
  undetermined: null,
};

function caseEntry(entry: NoticeCase, wording: Wording, audience: Audience) {
  return {
    case: entry.number,
    platform: entry.platform,
    alleged: entry.classification === null ? null : allegationOf[entry.classification],
    handle: entry.locations.handle,
    platform_id: entry.locations.stableId,
    profile_url: addressFor(audience, entry.locations.profileUrl),
    content_urls: entry.locations.contentUrls.map((url) => addressFor(audience, url)),
    observables: entry.observables.map(({ kind, value, leadsTo }) => ({
      kind,
      value: addressFor(audience, value),
      leads_to: leadsTo === null ? null : addressFor(audience, leadsTo),
    })),
    observed: entry.confirmedSignals.map((code) => ({ code, text: wording.fact[code] })),
    on_behalf: entry.onBehalf,
    mandate: entry.mandateLabel,
    decided_by: entry.decidedBy,
    decided_by_text: wording.decidedByShort[entry.decidedBy],
    earlier_accounts: entry.lives.map((life) => ({
      case: life.number,
      closed_on: life.closedOn === null ? null : instantOf(life.closedOn).toISOString().slice(0, 10),
      outcome: life.outcome,
    })),
  };
}

function goodFaith(input: NoticeInput, wording: Wording) {
  if (input.goodFaith === null) return null;
  return {
    statement: wording.goodFaith,
    confirmed_by: input.goodFaith.confirmedByRole,
    confirmed_at: instantOf(input.goodFaith.confirmedAt).toISOString(),
  };
}

/** Exact addresses, each once. Who is told of no account has the links; who answers for a name alone, the page that the name opens. */
function locationsOf(cases: readonly NoticeCase[]): string[] {
  const addresses = cases.flatMap(({ locations, observables }) => {
    if (locations.profileUrl !== "") return [locations.profileUrl, ...locations.contentUrls];
    const links = observables.flatMap((one) => (one.kind === "link" ? [one.value] : []));
    return links.length > 0
      ? links
      : observables.flatMap((one) => (one.kind === "domain" ? [`https://${one.value}/`] : []));
  });
  return [...new Set(addresses.flatMap((address) => uriOf(address) ?? []))];
}

/** Null where there is no address. The elements of Art. 16(2) under their letters. All accounts of the notice are one notification of several items (recital 50). */
function article16(input: NoticeInput, wording: Wording) {
  const statement = goodFaith(input, wording);
  const dsa = dsaOf(input);
  const additional = input.cases.flatMap((entry) => [
    ...(entry.locations.handle === "" ? [] : [[`case_${entry.number}_handle`, entry.locations.handle] as const]),
    ...(entry.locations.stableId === null
      ? []
      : [[`case_${entry.number}_platform_user_id`, entry.locations.stableId] as const]),
  ]);
  const urls = locationsOf(input.cases);
  if (urls.length === 0) return null;
  return {
    notice_id: String(input.noticeNumber),
    case_id: input.cases.map((entry) => entry.number).join(", "),
    recipient: {
      service: input.platformName,
      channel: article16Channel[input.channel.kind],
      ...(input.channel.url !== null && { channel_url: input.channel.url }),
      ...(input.channel.mailbox !== null && { email: input.channel.mailbox }),
    },
    art16_2_a_explanation: withPlainLineEnds(input.explanation),
    legal_grounds: input.legalGrounds.map((code) => ({
      code,
      label: legalGroundOf(code)?.label[input.language] ?? code,
    })),
    art16_2_b_locations: urls,
    art16_2_b_additional: Object.fromEntries(additional),
    art16_2_c_submitter: {
      name: input.notifier.organisation,
      email: input.notifier.roleMailbox,
      csam_exception: false,
    },
    ...(statement !== null && { art16_2_d_good_faith: statement }),
    dsa_category: dsa.category,
    dsa_keywords: dsa.keywords,
    language: input.language.toUpperCase(),
  };
}

/** The notice for programs, after the schema in `notice-schema.ts`. Keys come in a fixed order: equal notices, equal bytes. */
export function buildJson(input: NoticeInput): NoticeFile {
  const wording = wordingIn(input.language);
  const rule = textFor(input.audience, withPlainLineEnds(input.ruleCited));
  const document = {
    schema: noticeSchemaId,
    notice: input.noticeNumber,
    kind: input.kind,
    language: input.language,
    prepared_at: instantOf(input.preparedAt).toISOString(),
    title: noticeTitle(input, wording),
    recipient: {
      platform: input.platform,
      name: input.channel.recipient || input.platformName,
      channel: input.channel.name,
      channel_kind: input.channel.kind,
      channel_url: input.channel.url,
      mailbox: input.channel.mailbox,
    },
    notifier: {
      organisation: input.notifier.organisation,
      signatory: input.notifier.signatory,
      mailbox: input.notifier.roleMailbox,
    },
    explanation: textFor(input.audience, withPlainLineEnds(input.explanation)),
    rule: rule.trim() === "" ? null : rule,
    cases: input.cases.map((entry) => caseEntry(entry, wording, input.audience)),
    good_faith: goodFaith(input, wording),
    request:
      input.channel.recipientKind !== "platform" && input.kind === "terms_report"
        ? wording.requestElsewhere
        : wording.request[input.kind],
    neutrality: wording.neutrality,
    article16: input.kind === "illegal_content_notice" ? article16(input, wording) : null,
  };
  return {
    fileName: noticeFileName(input, "json"),
    mediaType: "application/json",
    bytes: new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`),
  };
}
