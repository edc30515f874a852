import { z } from "zod";
import { closedAnswer } from "@/lib/actions/closed-answer";
import { getActor } from "@/lib/auth/current-actor";
import { countChanges } from "@/lib/queries/count-changes";
import { caseQueryFor, loadCaseAddress } from "@/lib/tables/case-filters";

const since = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/);
/** "412.7": a case's number and the version that the screen shows. */
const seen = z
  .string()
  .regex(/^(\d{1,15}\.\d{1,9}(,\d{1,15}\.\d{1,9}){0,199})?$/)
  .transform((text) =>
    text
      .split(",")
      .filter(Boolean)
      .map((pair) => pair.split(".").map(Number)),
  )
  .transform((pairs) => pairs.map(([number = 0, version = 0]) => ({ number, version })));

const answer = (status: number, body: object): Response =>
  Response.json(body, { status, headers: { "cache-control": "no-store" } });

/** How many rows of a list on the screen are no longer as shown. Asked every half minute by a screen that is looked at. */
export async function GET(request: Request): Promise<Response> {
  const closed = await closedAnswer();
  if (closed) return closed;
  const actor = await getActor();
  if (!actor) return answer(401, { code: "forbidden" });
  const search = new URL(request.url).searchParams;
  const query = caseQueryFor(actor, loadCaseAddress(search));
  const asked = z.object({ since, seen }).safeParse({ since: search.get("since"), seen: search.get("seen") ?? "" });
  if (!query || !asked.success) return answer(400, { code: "invalid_input" });
  return answer(200, { changed: await countChanges(actor, query, asked.data.since, asked.data.seen) });
}
