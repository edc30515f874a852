import "server-only";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { buildForms, type BuiltForm } from "@/lib/db/notice-forms";
import { noticeInputOf, readChannel, readNoticeCases } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { missingElements, type MissingElement } from "@/lib/domain/notices/missing-elements";
import { invalidInput } from "@/lib/domain/errors";
import { assertNoticeCanBeMade } from "@/lib/domain/notices/notice-refusals";
import { mayReceiveAccounts, platformOf } from "@/lib/domain/notices/recipients";

/** The forms that a terms report about one case would take at a desk now: nothing is written, nothing is sent; its number is 0. */
export async function previewNotice(
  actor: UserActor,
  { number, channelId, explanation, now }: { number: number; channelId: string; explanation: string; now: Date },
): Promise<{ forms: BuiltForm[]; missing: MissingElement[] }> {
  const snapshot = await getCaseSnapshot(db(), actor, { number });
  assertCan(actor, "case:export", snapshot.facts);
  const channel = await readChannel(db(), channelId);
  const cases = await readNoticeCases(db(), [snapshot.id]);
  const platform = platformOf(channel, cases);
  assertNoticeCanBeMade({ cases, platform, channel });
  if (!mayReceiveAccounts(channel.recipientKind)) throw invalidInput("notice_recipient_infrastructure_only");
  const shape = {
    number: 0,
    kind: "terms_report" as const,
    platform,
    language: channel.language,
    explanation,
    ruleCited: "",
    legalGrounds: [],
    dsaCategory: null,
    dsaKeywords: [],
    goodFaith: null,
    preparedAt: now,
  };
  const input = await noticeInputOf(db(), shape, channel, cases);
  return { forms: buildForms(input).forms, missing: missingElements(input) };
}
