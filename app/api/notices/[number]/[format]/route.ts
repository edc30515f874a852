import { z } from "zod";
import { getActor } from "@/lib/auth/current-actor";
import { DomainError } from "@/lib/domain/errors";
import { noticeFormats } from "@/lib/domain/notices/notice-input";
import { readNoticeDocument } from "@/lib/queries/get-notice-document";

const asked = z.object({
  number: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
  format: z.enum(noticeFormats),
});
const refused = (status: number): Response =>
  Response.json({ code: "not_found" }, { status, headers: { "cache-control": "no-store" } });

/** One form of a notice as a file: of a sent one the bytes that left. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ number: string; format: string }> },
): Promise<Response> {
  const actor = await getActor();
  if (!actor) return refused(401);
  const given = asked.safeParse(await params);
  if (!given.success) return refused(404);
  try {
    const file = await readNoticeDocument(actor, given.data.number, given.data.format);
    return new Response(file.bytes, {
      headers: {
        "content-type": file.mediaType,
        "content-disposition": `attachment; filename="${file.fileName}"`,
        "x-content-type-options": "nosniff",
        "x-sha256": file.sha256,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    if (error instanceof DomainError) return refused(error.code === "not_found" ? 404 : 403);
    throw error;
  }
}
