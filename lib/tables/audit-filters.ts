import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsStringLiteral,
} from "nuqs/server";
import { auditActions } from "@/lib/domain/audit/actions";

/** The tables whose changes are in the trail. A test compares the list with the database's triggers. */
export const auditedTables = [
  "account",
  "account_handle",
  "api_token",
  "application",
  "audit_cosignature",
  "audit_key",
  "audit_log",
  "authentic_marker",
  "bank",
  "batch",
  "case",
  "case_image",
  "case_tag",
  "channel",
  "charter_acceptance",
  // Not a table that is written by people: what an erasure took away is told under it.
  "commitment_secret",
  "decision",
  "external_identity",
  "fingerprint",
  "fingerprint_match",
  "first_contact",
  "image_switch",
  "import",
  "invitation",
  "lane_exit",
  "lane_stay",
  "mandate",
  "mandate_collision",
  "mandate_sighting",
  "notice",
  "notice_case",
  "notice_delivery",
  "notice_document",
  "notice_event",
  "notice_kept",
  "observable",
  "opinion",
  "passkey",
  "password_reset",
  "platform",
  "proposal",
  "redirect_trace",
  "report",
  "report_account",
  "safety_referral",
  "second_factor",
  "second_look",
  "setting",
  "told_page",
  "training_attempt",
  "user",
  "voucher",
  "webhook",
  "witness",
] as const;

const day = createParser<string>({
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  serialize: (text) => text,
});
const entryId = createParser<string>({
  parse: (text) => (/^[1-9]\d{0,18}$/.test(text) ? text : null),
  serialize: (text) => text,
});
const who = createParser<string>({
  parse: (text) => text.normalize("NFC").trim().slice(0, 60) || null,
  serialize: (text) => text,
});

export const auditParsers = {
  /** A pseudonym, `operator`, or the name of a job. */
  actor: who,
  action: parseAsStringLiteral(auditActions),
  case: parseAsInteger,
  table: parseAsStringLiteral(auditedTables),
  from: day,
  to: day,
  /** Entries before this one. */
  before: entryId,
};
export type AuditQuery = inferParserType<typeof auditParsers>;
export const loadAuditQuery = createLoader(auditParsers);
export const auditAddressOf = createSerializer(auditParsers);
