import { apiRoute, onlyMethods, parseBody, readBody } from "@/lib/actions/api/edge";
import { noticeListSchema, prepareNoticeSchema, readLedger } from "@/lib/actions/api/notices";
import { assertCan } from "@/lib/domain/access/policy";
import { answerOnce } from "@/lib/usecases/answer-once";
import { prepareNotice } from "@/lib/usecases/prepare-notice";

const list = apiRoute(async ({ actor, url }) => {
  assertCan(actor, "notice:read");
  return { body: await readLedger(actor, noticeListSchema.parse(Object.fromEntries(url.searchParams))) };
});

const prepare = apiRoute(async ({ actor, request }) => {
  assertCan(actor, "notice:prepare");
  const text = await readBody(request);
  const input = parseBody(text, prepareNoticeSchema);
  const run = async () => ({ status: 201, body: await prepareNotice(actor, input) });
  const key = request.headers.get("idempotency-key");
  if (!key) return run();
  const { status, body, isRepeated } = await answerOnce(actor, { key, request: `POST /notices ${text}` }, run);
  return { status, body, headers: isRepeated ? { "idempotency-replayed": "true" } : {} };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: list, POST: prepare });
