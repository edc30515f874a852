import { z } from "zod";
import { roles } from "../case/vocabulary";

const name = z.string().max(120);

/** What a change that waits for a second person is about; see second-person.ts. */
const proposed = {
  what: z.enum(["grant_rights", "reset_second_factor", "channel_address", "mail_server"]),
  /** Who proposed it. */
  by: name,
  /** A pseudonym, a channel, the name of a mail server. */
  about: name,
  /** The rights that would be given; said in the reader's words. */
  roles: z.array(z.enum(roles)),
};

/**
 * Everything that somebody can be told, with what the sentence needs: names, numbers and words of the vocabulary, never the content
 * of a case. Each has its sentence in the messages `notifications.kind`, and its place in the list of the screen.
 */
export const notificationKinds = {
  proposal_made: z.object(proposed),
  proposal_confirmed: z.object({ ...proposed, decidedBy: name }),
  proposal_declined: z.object({ ...proposed, decidedBy: name }),
  proposal_withdrawn: z.object(proposed),
  proposal_lapsed: z.object(proposed),
  /** Nobody else could have confirmed it. */
  changed_by_one: z.object(proposed),
  /** An administrator made a link by which somebody replaces a forgotten password. */
  reset_link_made: z.object({ by: name, about: name }),
  /** One's own password was replaced by such a link. */
  password_reset: z.object({}),
  /** Somebody at the OpenID provider may sign in as oneself from now on. */
  identity_linked: z.object({ issuer: name }),
  /** The first mail server that the desk has ever had was taken on trust. */
  mail_server_first: z.object({ host: name }),
  /** Another one is set up, and holds everything back. */
  mail_server_other: z.object({ host: name, was: name }),
  /** What a webhook was to be told was given up after a day; with the last of several in a row it is switched off. */
  webhook_given_up: z.object({ name, isOff: z.boolean() }),
  /** A notice that somebody had the desk mail. */
  notice_not_mailed: z.object({ number: z.int() }),
  notice_perhaps_mailed: z.object({ number: z.int() }),
  /** Reports of a notice to a service's interface. */
  notice_not_reported: z.object({ number: z.int() }),
  notice_perhaps_reported: z.object({ number: z.int() }),
  notice_due: z.object({ number: z.int(), what: z.enum(["receipt", "answer", "complaint"]), on: z.iso.date() }),
  /** A batch of one's own. Without numbers: a case that goes into the lane later would be missing from them. */
  batch_ended: z.object({ batch: z.uuid(), what: z.enum(["notices", "bundles"]), how: z.enum(["done", "failed"]) }),
  /** The share of notices refused as unfounded has risen (Art. 23). */
  unfounded_rising: z.object({ count: z.int(), days: z.int(), percent: z.int() }),
  /** Somebody asked to join with an address that has an account already: its owner learns it, the asker does not. */
  applied_again: z.object({}),
  application_received: z.object({ pseudonym: name }),
  vouchers_asked: z.object({ pseudonym: name }),
  training_opened: z.object({}),
  admitted: z.object({ roles: z.array(z.enum(roles)) }),
  application_refused: z.object({}),
  vetting_ends: z.object({ pseudonym: name, on: z.iso.date() }),
  vetting_ended: z.object({ pseudonym: name }),
  vetting_renewed: z.object({ pseudonym: name }),
  decisions_listed: z.object({ count: z.int() }),
  mandate_ends: z.object({ mandate: name, on: z.iso.date() }),
  mandate_expired: z.object({ mandate: name, count: z.int() }),
  mandate_withdrawn: z.object({ mandate: name, count: z.int() }),
  mandates_frozen: z.object({ first: name, second: name, over: z.enum(["account", "image"]) }),
  mandates_decided: z.object({ first: name, second: name, decision: z.enum(["first", "second", "both", "neither"]) }),
  /** Written by the database itself (migration 0014): no way to a match forgets it. */
  bank_matched: z.object({ case: z.int(), mandate: name }),
  bank_erased: z.object({ mandate: name }),
  /** The person behind a mandate asked not to be contacted any more. */
  told_stopped: z.object({ mandate: name }),
  /** One's own second factors. */
  factor_added: z.object({ what: z.enum(["totp", "passkey"]) }),
  factor_removed: z.object({ what: z.enum(["totp", "passkey"]) }),
  recovery_code_used: z.object({ left: z.int().nonnegative() }),
  /** The password was right and the codes were wrong, again and again. */
  factor_guessed: z.object({}),
  factor_reset: z.object({ about: name }),
  /** For the safety lane's people; each says that something waits there, and nothing of what. */
  lane_case_came: z.object({}),
  lane_referral_due: z.object({}),
  lane_exit_proposed: z.object({}),
  lane_exit_decided: z.object({ isLeft: z.boolean() }),
  /** The organisation no longer asks for a second factor. */
  factor_not_required: z.object({ by: name }),
} as const satisfies Record<string, z.ZodObject>;

export type NotificationKind = keyof typeof notificationKinds;
export type NotificationParams<Kind extends NotificationKind> = z.infer<(typeof notificationKinds)[Kind]>;

/** A row as it is shown; null where a later version of the product no longer knows what it says. */
export function readNotification(
  kind: string,
  params: unknown,
): { [Kind in NotificationKind]: { kind: Kind; params: NotificationParams<Kind> } }[NotificationKind] | null {
  if (!Object.hasOwn(notificationKinds, kind)) return null;
  const known = kind as NotificationKind;
  const read = notificationKinds[known].safeParse(params);
  return read.success ? ({ kind: known, params: read.data } as ReturnType<typeof readNotification>) : null;
}
