import { apiRoute, onlyMethods, parseBody, readBody } from "@/lib/actions/api/edge";
import { parseRequestSchema } from "@/lib/actions/api/schemas";
import { assertCan } from "@/lib/domain/access/policy";
import { parseAddress } from "@/lib/domain/addresses/parse-address";

/** Reads addresses; asks nothing about cases, so that it says the same to everybody. */
const take = apiRoute(async ({ actor, request }) => {
  assertCan(actor, "address:parse");
  const { lines, platform } = parseBody(await readBody(request), parseRequestSchema);
  const results = lines.map((line) => {
    const {
      input,
      platform: found,
      handle,
      stableId,
      profileUrl,
      kind,
      reason,
    } = parseAddress(line, platform ? { platform } : {});
    return { input, platform: found, handle, stableId, profileUrl, kind, reason };
  });
  return { body: { results } };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ POST: take });
