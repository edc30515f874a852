import { apiRoute, onlyMethods, parseBody, readBody } from "@/lib/actions/api/edge";
import { noticeEventSchema, noticeNumberSchema, takeNoticeEvent } from "@/lib/actions/api/notices";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import { answerOnce } from "@/lib/usecases/answer-once";

const take = apiRoute<{ number: string }>(async ({ actor, request }, { number }) => {
  assertCan(actor, "notice:record");
  const notice = noticeNumberSchema.safeParse(number);
  if (!notice.success) throw notFound("notice");
  const text = await readBody(request);
  const event = parseBody(text, noticeEventSchema);
  const run = async () => ({ status: 200, body: await takeNoticeEvent(actor, notice.data, event) });
  const key = request.headers.get("idempotency-key");
  if (!key) return run();
  const asked = `POST /notices/${number}/events ${text}`;
  const { status, body, isRepeated } = await answerOnce(actor, { key, request: asked }, run);
  return { status, body, headers: isRepeated ? { "idempotency-replayed": "true" } : {} };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ POST: take });
