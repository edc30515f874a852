import { z } from "zod";

/**
 * Everything that a webhook can tell: the states that a case comes to, and what becomes of a notice. The database's triggers use
 * the same names (migration 0011; a test compares). Nothing of the safety lane is here, and no verdict of "authentic".
 */
export const webhookEvents = [
  "case.opened",
  "case.in_review",
  "case.returned",
  "case.second_opinion",
  "case.confirmed",
  "case.rejected",
  "case.undetermined",
  "case.reopened",
  "case.notified",
  "case.actioned",
  "case.refused",
  "case.unanswered",
  "case.closed",
  "case.erased",
  "notice.sent",
  "notice.received",
  "notice.answered",
  "notice.verified_gone",
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** Sent by hand, to whatever the webhook listens. */
export const testEvent = "test.ping";

export const webhooksAtMost = 20;

/** Only https: what is told goes over the open internet. */
export const webhookSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  url: z
    .string()
    .trim()
    .pipe(z.url({ protocol: /^https$/ }).max(2000)),
  events: z
    .array(z.enum(webhookEvents))
    .min(1)
    .transform((chosen) => webhookEvents.filter((event) => chosen.includes(event))),
});
export type WebhookInput = z.infer<typeof webhookSchema>;

/** What a webhook is sent, as its recipient may check it. */
export const webhookMessageSchema = z.strictObject({
  id: z.uuid(),
  event: z.enum([...webhookEvents, testEvent]),
  at: z.iso.datetime(),
  case: z.int().positive().optional(),
  notice: z.int().positive().optional(),
  state: z.string().optional(),
  version: z.int().positive().optional(),
});

/** A reference and nothing else: what is behind it is asked of the API, with a token, by whoever may. */
export interface WebhookFact {
  id: string;
  event: string;
  case: number | null;
  notice: number | null;
  state: string | null;
  version: number | null;
  at: Date;
}

/** The body, the same at every attempt. `id` names the delivery: who has seen it has seen it. */
export function webhookBody({ id, event, at, case: case_, notice, state, version }: WebhookFact): string {
  const about = { ...(case_ !== null && { case: case_ }), ...(notice !== null && { notice }) };
  return JSON.stringify({
    id,
    event,
    at: at.toISOString(),
    ...about,
    ...(state !== null && { state }),
    ...(version !== null && { version }),
  });
}
