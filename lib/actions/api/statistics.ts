import { z } from "zod";
import { platformIds, tracks } from "@/lib/domain/case/vocabulary";
import { figures, statisticsPeriods } from "@/lib/domain/statistics";

/** What of the ledger is counted; anything else in the address is no filter. */
export const statisticsSchema = z.object({
  period: z.enum(statisticsPeriods).default("90"),
  platform: z.enum(platformIds).optional(),
  track: z.enum(tracks).optional(),
});

export const statisticsRowsSchema = statisticsSchema.extend({ figure: z.enum(figures).default("sent") });

/** The screens forgive: an address that cannot be read shows the default. */
export function readStatisticsQuery<Schema extends z.ZodObject>(
  schema: Schema,
  asked: Readonly<Record<string, string | string[] | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.entries(asked).filter(([, value]) => typeof value === "string" && value !== ""),
  );
  const read = schema.safeParse(given);
  return read.success ? read.data : schema.parse({});
}
