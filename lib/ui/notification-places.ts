import type { NotificationKind, readNotification } from "@/lib/domain/access/notification-kinds";
import { routes } from "@/lib/routes";

/** Where somebody goes to see more, or to do something about it. The page itself decides whether it opens for them. */
export function placeOf(told: NonNullable<ReturnType<typeof readNotification>>): string | null {
  if (told.kind === "bank_matched") return routes.case(told.params.case);
  return told.kind === "batch_ended" ? routes.batch(told.params.batch) : places[told.kind];
}

const places: Record<Exclude<NotificationKind, "bank_matched" | "batch_ended">, string | null> = {
  proposal_made: null,
  proposal_confirmed: null,
  proposal_declined: null,
  proposal_withdrawn: null,
  proposal_lapsed: null,
  changed_by_one: null,
  reset_link_made: null,
  password_reset: routes.settings(),
  identity_linked: routes.settings(),
  mail_server_first: null,
  mail_server_other: routes.settings(),
  webhook_given_up: routes.webhooks(),
  notice_not_mailed: routes.notices({ view: "mail" }),
  notice_perhaps_mailed: routes.notices({ view: "mail" }),
  notice_not_reported: routes.notices({ view: "mail" }),
  notice_perhaps_reported: routes.notices({ view: "mail" }),
  notice_due: routes.notices({ view: "overdue" }),
  unfounded_rising: routes.statistics(),
  applied_again: null,
  application_received: routes.people({ tab: "applications" }),
  vouchers_asked: routes.vouching(),
  training_opened: routes.vetting(),
  admitted: routes.vetting(),
  application_refused: routes.vetting(),
  vetting_ends: routes.vetting(),
  vetting_ended: routes.vetting(),
  vetting_renewed: routes.vetting(),
  decisions_listed: routes.queue({ view: "look_again" }),
  mandate_ends: routes.mandates(),
  mandate_expired: routes.mandates(),
  mandate_withdrawn: routes.mandates(),
  mandates_frozen: routes.mandates({ status: "frozen" }),
  mandates_decided: routes.mandates(),
  bank_erased: routes.mandates(),
  told_stopped: routes.mandates(),
  factor_added: routes.settings(),
  factor_removed: routes.settings(),
  recovery_code_used: routes.settings(),
  factor_guessed: routes.settings(),
  factor_reset: null,
  lane_case_came: routes.safety(),
  lane_referral_due: routes.safety(),
  lane_exit_proposed: routes.safety(),
  lane_exit_decided: routes.safety(),
  factor_not_required: routes.settings(),
};
