import "server-only";
import { change } from "@/lib/db/change";
import type { Prisma } from "@/lib/db/client";
import { lockNotice, readChannel, readNoticeCases, type NoticeCaseFacts, type NoticeRow } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { NoticeKind } from "@/lib/domain/case/vocabulary";
import { conflict, invalidInput } from "@/lib/domain/errors";
import type { NoticeEdit } from "@/lib/domain/notices/notice-edit";
import { groundsFor, type LegalGroundCode } from "@/lib/domain/notices/legal-grounds";
import { assertKindIsOpen } from "./prepare-notice";

/** @throws DomainError `conflict` where the notice has left or is no longer as the actor saw it. */
export function assertDraft(row: NoticeRow, version: number): void {
  if (row.state !== "draft") throw conflict("notice_not_draft", { state: row.state });
  if (row.version !== version) throw conflict("notice_changed", { version: row.version });
}

/**
 * Changes what is given of a draft. A statement of good faith is about a text: whoever changes the text takes it back, unless they
 * give it again in the same gesture.
 * @throws DomainError `conflict`; `invalid_input` for a ground that nobody may allege here.
 */
export async function editNotice(
  actor: UserActor,
  input: { number: number; version: number; edit: NoticeEdit },
): Promise<{ version: number }> {
  assertCan(actor, "notice:prepare");
  const { goodFaith, ...edit } = input.edit;
  return change(actor, "notice.edited", {}, async (tx) => {
    const row = await lockNotice(tx, input.number);
    assertDraft(row, input.version);
    const links = await tx.noticeCase.findMany({ where: { noticeId: row.id }, select: { caseId: true } });
    const cases = await readNoticeCases(
      tx,
      links.map((link) => link.caseId),
    );
    const channel = await readChannel(tx, edit.channelId ?? row.channelId);
    const kind = edit.kind ?? (row.kind as NoticeKind);
    if (channel.platform !== null && channel.platform !== row.platformId)
      throw invalidInput("notice_channel_of_other_platform");
    if (edit.kind || edit.channelId) assertKindIsOpen(kind, channel, cases);
    const grounds = kind === "terms_report" ? [] : (edit.legalGrounds ?? row.legalGrounds);
    if (edit.legalGrounds && edit.legalGrounds.length > 0) assertGrounds(edit.legalGrounds, kind, cases);
    const isChanged = Object.keys(edit).length > 0;
    const faith: Prisma.NoticeUpdateManyMutationInput & { goodFaithBy?: string | null } =
      goodFaith === true
        ? { goodFaithBy: actor.id, goodFaithAt: new Date() }
        : goodFaith === false || isChanged
          ? { goodFaithBy: null, goodFaithAt: null }
          : {};
    const version = row.version + 1;
    const { count } = await tx.notice.updateMany({
      where: { id: row.id, version: row.version },
      data: { ...defined(edit), legalGrounds: [...grounds], ...faith, version },
    });
    if (count !== 1) throw conflict("notice_changed", { version: row.version });
    return { version };
  });
}

function assertGrounds(codes: readonly LegalGroundCode[], kind: NoticeKind, cases: readonly NoticeCaseFacts[]): void {
  if (kind !== "illegal_content_notice") throw invalidInput("notice_ground_in_terms_report");
  if (cases.some((entry) => entry.onBehalf === "none")) throw invalidInput("notice_ground_needs_mandate");
  const open = new Set(
    cases
      .flatMap((entry) => (entry.classification ? groundsFor(entry.classification) : []))
      .map((ground) => ground.code),
  );
  const foreign = codes.filter((code) => !open.has(code));
  if (foreign.length > 0) throw invalidInput("notice_ground_not_open", { grounds: foreign });
}

const defined = ({ dsaKeywords, withheldNames, ...edit }: Omit<NoticeEdit, "goodFaith">) => ({
  ...Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)),
  ...(dsaKeywords && { dsaKeywords: [...dsaKeywords] }),
  ...(withheldNames && { withheldNames: [...new Set(withheldNames)] }),
});
