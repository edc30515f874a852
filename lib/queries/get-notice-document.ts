import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { db } from "@/lib/db/client";
import { buildForm } from "@/lib/db/notice-forms";
import { noteOpened, type OpenSealed } from "@/lib/db/notice-payments";
import { readNotice } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import type { NoticeFile, NoticeFormat } from "@/lib/domain/notices/notice-input";

/**
 * One form of a notice: of a draft as it would leave now, of a sent one the frozen bytes and nothing else. Every reading is in the
 * access log. A notice about a case that this desk no longer shows (the safety lane, erased) gives no document.
 * @throws DomainError `not_found`.
 */
export async function readNoticeDocument(
  actor: UserActor,
  number: number,
  format: NoticeFormat,
  open: OpenSealed | null = null,
): Promise<NoticeFile & { sha256: string }> {
  assertCan(actor, "notice:read");
  const row = await db().notice.findUnique({ where: { number: BigInt(number) } });
  if (!row || row.state === "imported") throw notFound("notice");
  const { cases, caseIds, input, payments } = await readNotice(db(), row, row.state === "draft" ? open : null);
  if (cases.length !== caseIds.length) throw notFound("notice");
  await recordAccess({ actor, kind: "notice_downloaded", subject: row.id });
  if (open !== null && row.state === "draft") await noteOpened(actor, payments);
  if (row.state === "draft" || row.state === "discarded") {
    const built = buildForm(input, format);
    if (!built) throw notFound("notice");
    return { ...built.file, sha256: built.sha256 };
  }
  const frozen = await db().noticeDocument.findUnique({ where: { noticeId_format: { noticeId: row.id, format } } });
  if (!frozen) throw notFound("notice");
  return { fileName: frozen.fileName, mediaType: frozen.mediaType, bytes: frozen.bytes, sha256: frozen.sha256 };
}
