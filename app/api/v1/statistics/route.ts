import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { statisticsSchema } from "@/lib/actions/api/statistics";
import { getStatistics } from "@/lib/queries/get-statistics";

const answer = apiRoute(async ({ actor, url }) => {
  const filter = statisticsSchema.strict().parse(Object.fromEntries(url.searchParams));
  return { body: await getStatistics(actor, filter) };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
