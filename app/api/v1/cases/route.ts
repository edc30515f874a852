import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { HttpProblem } from "@/lib/actions/api/problem";
import { pageSizeSchema } from "@/lib/actions/api/schemas";
import { assertCan } from "@/lib/domain/access/policy";
import { forbidden } from "@/lib/domain/errors";
import { listCases } from "@/lib/queries/list-cases";
import { caseQueryFor, caseQueryParsers, loadCaseAddress } from "@/lib/tables/case-filters";

/** The queue, with the queue's own filters. A parameter that does not fit is refused rather than passed over. */
const answer = apiRoute(async ({ actor, url }) => {
  assertCan(actor, "case:list");
  const { limit, ...given } = Object.fromEntries(url.searchParams);
  const address = loadCaseAddress(given);
  for (const name of Object.keys(given)) {
    const isKnown = Object.hasOwn(caseQueryParsers, name);
    if (!isKnown || address[name as keyof typeof address] === null)
      throw new HttpProblem(422, "parameter", { parameter: name });
  }
  const query = caseQueryFor(actor, address);
  if (!query) throw forbidden("no_list");
  if (address.view !== null && address.view !== query.view) throw forbidden("view");
  const { rows, next, asOf } = await listCases(
    actor,
    query,
    limit === undefined ? undefined : pageSizeSchema.parse(limit),
  );
  const link = next === null ? null : new URL(url);
  link?.searchParams.set("cursor", next ?? "");
  return {
    body: { cases: rows, next, asOf },
    headers: link ? { link: `<${link.pathname}${link.search}>; rel="next"` } : {},
  };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
