import { csvRecord } from "./notices/csv-cells";
import { figures, timedSteps, type Statistics } from "./statistics";

/** One record for each platform and track; hours, with nothing where nothing was measured. */
export function statisticsCsv({ lines }: Statistics): string {
  const head = [
    "platform",
    "track",
    ...figures,
    ...timedSteps.flatMap((step) => [`${step}_median_hours`, `${step}_p90_hours`]),
  ];
  const records = lines.map((line) =>
    csvRecord([
      line.platform,
      line.track,
      ...figures.map((figure) => String(line[figure])),
      ...timedSteps.flatMap((step) =>
        [line.times[step]?.median, line.times[step]?.p90].map((hours) => hours?.toString() ?? ""),
      ),
    ]),
  );
  return [csvRecord(head), ...records].join("");
}
