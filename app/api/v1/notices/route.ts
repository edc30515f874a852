import { apiRoute, onlyMethods, parseBody, readBody } from "@/lib/actions/api/edge";
import { keyedAnswer } from "@/lib/actions/api/keyed-answer";
import { noticeListSchema, prepareNoticeSchema, readLedger } from "@/lib/actions/api/notices";
import { assertCan } from "@/lib/domain/access/policy";
import { prepareNotice } from "@/lib/usecases/prepare-notice";

const list = apiRoute(async ({ actor, url }) => {
  assertCan(actor, "notice:read");
  return { body: await readLedger(actor, noticeListSchema.parse(Object.fromEntries(url.searchParams))) };
});

const prepare = apiRoute(async ({ actor, request }) => {
  assertCan(actor, "notice:prepare");
  const text = await readBody(request);
  const input = parseBody(text, prepareNoticeSchema);
  return keyedAnswer({ actor, request }, `POST /notices ${text}`, async () => ({
    status: 201,
    body: await prepareNotice(actor, input),
  }));
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: list, POST: prepare });
