import { caseActionOf, caseCommands, type CaseCommand } from "../case/lifecycle";

/** Everything that the trail can say was done, besides the commands on a case. */
const otherActions = [
  "report.logged",
  "report.joined",
  "case.opened",
  "case.succeeded",
  "case.decided",
  "case.tagged",
  "case.untagged",
  "case.completed",
  "case.mandate_attached",
  "case.lease_ended",
  "case.lapsed",
  "account.renamed",
  "marker.expired",
  "import.started",
  "import.row_taken",
  "import.cancelled",
  "import.ended",
  "notice.prepared",
  "notice.edited",
  "notice.discarded",
  "notice.sent",
  "notice.received",
  "notice.answered",
  "notice.verified_gone",
  "mandate.created",
  "mandate.sighted",
  "mandate.withdrawn",
  "person.created",
  "person.invited",
  "person.invitation_revoked",
  "person.joined",
  "person.roles_set",
  "person.suspended",
  "person.reinstated",
  "person.password_changed",
  "person.password_reset",
  "person.reset_link_made",
  "person.identity_linked",
  "person.identity_unlinked",
  "person.profile_edited",
  "token.created",
  "token.revoked",
  "setting.changed",
  "mail.server_first",
  "mode.changed",
  "reference.seeded",
  "sample.loaded",
  "audit.log_begun",
  "audit.key_rotated",
  "audit.witness_added",
  "audit.witness_ended",
  "audit.cosigned",
] as const;

export type AuditAction = (typeof otherActions)[number] | (typeof caseActionOf)[CaseCommand];

export const auditActions: readonly AuditAction[] = [
  ...caseCommands.map((command) => caseActionOf[command]),
  ...otherActions,
];

/** Reads that matter; kept in the access log, apart from the trail. */
export const accessKinds = [
  "sign_in",
  "sign_in_refused",
  "sign_out",
  "lane_case_opened",
  "export_downloaded",
  "notice_downloaded",
  "address_looked_up",
] as const;
export type AccessKind = (typeof accessKinds)[number];
