import { z } from "zod";
import { fileRoute } from "@/lib/actions/file-route";
import { notFound } from "@/lib/domain/errors";
import { noticeFormats } from "@/lib/domain/notices/notice-input";
import { readNoticeDocument } from "@/lib/queries/get-notice-document";
import { openSealedHandle } from "@/lib/usecases/open-sealed-handle";

const asked = z.object({
  number: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
  format: z.enum(noticeFormats),
});

/** One form of a notice as a file: of a sent one the bytes that left. */
export const GET = fileRoute<{ number: string; format: string }>(async (actor, params) => {
  const given = asked.safeParse(params);
  if (!given.success) throw notFound("notice");
  const { fileName, mediaType, bytes, sha256 } = await readNoticeDocument(
    actor,
    given.data.number,
    given.data.format,
    openSealedHandle,
  );
  return { name: fileName, mediaType, body: bytes, headers: { "x-sha256": sha256 } };
});
