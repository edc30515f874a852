import { z } from "zod";

/** Why pictures are taken for a case at all: links and facts do without. */
export const switchReasons = ["link_vanishes", "recipient_asks", "authority_asks", "giver_asks"] as const;
/** Why no more are. */
export const switchOffReasons = ["no_longer_needed", "giver_asks", "switched_by_mistake"] as const;
export const removalReasons = ["no_longer_needed", "wrong_picture", "giver_asks", "shows_too_much"] as const;

export type SwitchReason = (typeof switchReasons)[number] | (typeof switchOffReasons)[number];
export type RemovalReason = (typeof removalReasons)[number];

const words = z.string().trim().max(300);

/** What is said of a picture by whoever hands it in. */
export const captionSchema = z.strictObject({
  shows: words.min(1),
  seenWhere: words.default(""),
  seenOn: z.iso.date().nullable().default(null),
});
export type Caption = z.infer<typeof captionSchema>;
