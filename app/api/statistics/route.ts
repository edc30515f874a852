import type { NextRequest } from "next/server";
import { readStatisticsQuery, statisticsSchema } from "@/lib/actions/api/statistics";
import { fileRoute } from "@/lib/actions/file-route";
import { statisticsCsv } from "@/lib/domain/statistics-csv";
import { getStatistics } from "@/lib/queries/get-statistics";

/** The figures as a table for a spreadsheet. */
export const GET = (request: NextRequest): Promise<Response> =>
  fileRoute(async (actor) => {
    const filter = readStatisticsQuery(statisticsSchema, Object.fromEntries(request.nextUrl.searchParams));
    const body = statisticsCsv(await getStatistics(actor, filter));
    return { name: `statistics-${filter.period}.csv`, mediaType: "text/csv; charset=utf-8", body };
  })(request, { params: Promise.resolve({}) });
