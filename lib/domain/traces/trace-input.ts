import { z } from "zod";
import { urlLengthAtMost } from "./trace";

/** What the screen hands in: the link, and whether its reader has seen that it may identify them. */
export const traceInputSchema = z.strictObject({
  url: z.string().trim().min(1).max(urlLengthAtMost),
  isAcknowledged: z.boolean().default(false),
});
export type TraceInput = z.infer<typeof traceInputSchema>;
