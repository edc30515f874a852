import { apiRoute, onlyMethods, parseBody, readBody } from "@/lib/actions/api/edge";
import { keyedAnswer } from "@/lib/actions/api/keyed-answer";
import { noticeEventSchema, takeNoticeEvent } from "@/lib/actions/api/notices";
import { numberSchema } from "@/lib/actions/api/schemas";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

const take = apiRoute<{ number: string }>(async ({ actor, request }, { number }) => {
  assertCan(actor, "notice:record");
  const notice = numberSchema.safeParse(number);
  if (!notice.success) throw notFound("notice");
  const text = await readBody(request);
  const event = parseBody(text, noticeEventSchema);
  return keyedAnswer({ actor, request }, `POST /notices/${number}/events ${text}`, async () => ({
    status: 200,
    body: await takeNoticeEvent(actor, notice.data, event),
  }));
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ POST: take });
