import { z } from "zod";

/** The columns that a person may put away; number and account always stand. */
export const optionalColumns = ["track", "state", "priority", "reports", "signals", "age", "holder", "tags"] as const;
export type OptionalColumn = (typeof optionalColumns)[number];
export const densities = ["compact", "normal", "touch"] as const;
export type Density = (typeof densities)[number];

/** How a person likes their queue. What is kept may be of an older version: each field that does not fit falls to its usual value. */
export const queueLayoutSchema = z.object({
  density: z.enum(densities).catch("compact"),
  hidden: z.array(z.enum(optionalColumns)).max(optionalColumns.length).catch(["tags"]),
});
export type QueueLayout = z.infer<typeof queueLayoutSchema>;

export function readQueueLayout(settings: unknown): QueueLayout {
  const kept = typeof settings === "object" && settings !== null && "queue" in settings ? settings.queue : {};
  return queueLayoutSchema.parse(typeof kept === "object" && kept !== null ? kept : {});
}
