import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { accuracyDays, accuracyIn } from "@/lib/domain/accuracy";
import { getOwnAccuracy } from "@/lib/queries/get-accuracy";

/** The figures on the bearer's own work: 30, 90 and 365 days, by track and platform. */
const answer = apiRoute(async ({ actor }) => {
  const counts = await getOwnAccuracy(actor);
  return { body: { windows: accuracyDays.map((days) => ({ days, parts: accuracyIn(days, counts) })) } };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
