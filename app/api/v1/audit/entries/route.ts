import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { HttpProblem } from "@/lib/actions/api/problem";
import { assertCan } from "@/lib/domain/access/policy";
import { listAudit } from "@/lib/queries/list-audit";
import { auditParsers, loadAuditQuery } from "@/lib/tables/audit-filters";

/** The trail, latest first, with the filters of the screen. A parameter that does not fit is refused rather than passed over. */
const answer = apiRoute(async ({ actor, url }) => {
  assertCan(actor, "audit:read");
  const given = Object.fromEntries(url.searchParams);
  const query = loadAuditQuery(given);
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(auditParsers, name) || query[name as keyof typeof query] === null)
      throw new HttpProblem(422, "parameter", { parameter: name });
  }
  const { rows, before } = await listAudit(actor, query);
  return { body: { entries: rows, before } };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
