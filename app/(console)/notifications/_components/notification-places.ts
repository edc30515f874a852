import type { NotificationKind } from "@/lib/domain/access/notification-kinds";
import { routes } from "@/lib/routes";

/** Where somebody goes to see more, or to do something about it. The page itself decides whether it opens for them. */
export const notificationPlaces: Record<NotificationKind, string | null> = {
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
  factor_added: routes.settings(),
  factor_removed: routes.settings(),
  recovery_code_used: routes.settings(),
  factor_guessed: routes.settings(),
  factor_reset: null,
  factor_not_required: routes.settings(),
};
