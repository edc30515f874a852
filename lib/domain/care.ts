import { z } from "zod";

/** How images are shown to one person, and what they wish to work on. Their own: never in the trail, read by nobody else. */
export const careSchema = z.strictObject({
  isBlurred: z.boolean().default(true),
  isGrey: z.boolean().default(true),
  isMuted: z.boolean().default(true),
  /** By holding the button, or by pressing it twice for whoever cannot hold. */
  reveal: z.enum(["hold", "press_twice"]).default("hold"),
  /** Redirecting bots alone in lists, counts and claims: no stolen photos before one's eyes. */
  onlyBots: z.boolean().default(false),
});
export type Care = z.infer<typeof careSchema>;

/** The person's settings as they are kept; what is missing or not understood is the careful default. */
export function readCare(settings: unknown): Care {
  const kept = z.object({ care: careSchema }).safeParse(settings);
  return kept.success ? kept.data.care : careSchema.parse({});
}

/** From so many reveals in a day, or in seven, the meter suggests a pause. It never locks. */
export const manyReveals = { day: 20, week: 80 } as const;

export type Exposure = "calm" | "some" | "much";

export function exposureOf({ today, week }: { today: number; week: number }): Exposure {
  if (today >= manyReveals.day || week >= manyReveals.week) return "much";
  return today * 2 >= manyReveals.day || week * 2 >= manyReveals.week ? "some" : "calm";
}
