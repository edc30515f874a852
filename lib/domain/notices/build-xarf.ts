import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { isHostOf } from "./audience";
import { codePointLength } from "./build-form-text";
import { instantOf } from "./compose-notice";
import { hostOf, jsonFile, uriOf } from "./json-file";
import { base64, isMailbox } from "./mime";
import { nameUuid, ownNamespace } from "./name-uuid";
import type { NoticeCase, NoticeFile, NoticeInput } from "./notice-input";
import { plainText } from "./plain-text";
import { confidenceOf, shortText } from "./short-texts";

/** The version of the schemas that the reports were checked against. */
const version = "4.2.0";
const mostDescription = 1000;
const mostOrganisation = 200;
const plainDomain = /^([a-z0-9]+(-[a-z0-9]+)*\.)+[a-z]{2,}$/u;

/** What one report is about: an account at its platform, or one host that an account led to. */
interface Incident {
  readonly entry: NoticeCase;
  readonly source: string;
  readonly links: readonly string[];
}

function incidentsOf(entry: NoticeCase, about: readonly string[]): Incident[] {
  const links = entry.observables.flatMap((one) => (one.kind === "link" ? [one.value, one.leadsTo ?? ""] : []));
  const open = [...new Set(links.flatMap((link) => uriOf(link) ?? []))];
  const home = hostOf(entry.locations.profileUrl);
  if (home !== null) return [{ entry, source: home, links: open }];
  const domains = entry.observables.flatMap((one) => (one.kind === "domain" ? [one.value] : []));
  const hosts = new Set([...open.map((link) => hostOf(link) ?? ""), ...domains]);
  const own = [...hosts].filter((host) => about.length === 0 || isHostOf(host, about));
  return own.map((source) => ({
    entry,
    source,
    links: open.filter((link) => hostOf(link) === source),
  }));
}

function particulars({ entry, source, links }: Incident, input: NoticeInput): object | null {
  const { profileUrl, handle } = entry.locations;
  if (entry.classification === "redirecting_bot") {
    return {
      category: "messaging",
      type: "spam",
      evidence_source: "user_complaint",
      protocol: "social_media",
      ...(handle !== "" && codePointLength(handle) <= 200 && { sender_name: handle }),
      language: input.language,
      spam_indicators: {
        ...(links.length > 0 && { suspicious_links: links }),
        commercial_content: entry.confirmedSignals.some((code) => code === "RB-03" || code === "RB-04"),
        bulk_characteristics: entry.confirmedSignals.includes("RB-06"),
      },
      tags: ["alleged:automated-redirection"],
    };
  }
  const url = uriOf(profileUrl) ?? links[0];
  if (entry.classification !== "stolen_photo_scammer" || url === undefined) return null;
  return {
    category: "content",
    type: "fraud",
    evidence_source: "user_report",
    url,
    ...(plainDomain.test(source) && { domain: source }),
    fraud_type: "other",
    verification_method: "manual",
    tags: ["alleged:use-of-another-persons-photos"],
  };
}

/**
 * One XARF v4 report for each account, or for each host where the reader may not be told of accounts. Only the two types that the
 * tracks need exist here. Null where there is nothing to report in this form, or nobody to name as its sender yet.
 */
export function buildXarf(input: NoticeInput): NoticeFile | null {
  const { organisation, roleMailbox } = input.notifier;
  if (!isMailbox(roleMailbox) || organisation.trim() === "" || codePointLength(organisation) > mostOrganisation)
    return null;
  const contact = { org: organisation, contact: roleMailbox, domain: roleMailbox.slice(roleMailbox.indexOf("@") + 1) };
  const sheet = new TextEncoder().encode(plainText(input));
  const reports = input.cases
    .flatMap((entry) => incidentsOf(entry, input.about))
    .flatMap((incident) => {
      const more = particulars(incident, input);
      if (more === null) return [];
      const { entry, source } = incident;
      const name = `${input.messageIdHost}/notice/${input.noticeNumber}/case/${entry.number}/xarf/${source}`;
      const description = shortText(input, entry, (text) => codePointLength(text) <= mostDescription);
      return {
        xarf_version: version,
        report_id: nameUuid(ownNamespace, name),
        timestamp: instantOf(entry.lastSeen ?? input.preparedAt).toISOString(),
        reporter: contact,
        sender: contact,
        source_identifier: source,
        ...more,
        confidence: confidenceOf[entry.decidedBy] / 100,
        ...(description !== null && { description }),
        evidence: [
          {
            content_type: "text/plain",
            description: "Observation sheet, text only",
            payload: base64(sheet),
            hash: `sha256:${bytesToHex(sha256(sheet))}`,
            size: sheet.length,
          },
        ],
      };
    });
  return jsonFile(input, "xarf", reports);
}
