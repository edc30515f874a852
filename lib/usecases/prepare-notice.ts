import "server-only";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { readFindings } from "@/lib/db/case-findings";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { assertNotHeldBack } from "@/lib/db/lane";
import {
  platformNameOf,
  readChannel,
  readNoticeCases,
  serviceHosts,
  type FoundAddress,
  type NoticeCaseFacts,
} from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { NoticeKind, PlatformId } from "@/lib/domain/case/vocabulary";
import { invalidInput } from "@/lib/domain/errors";
import { channelTakes } from "@/lib/domain/notices/channels";
import { draftExplanation } from "@/lib/domain/notices/draft-explanation";
import { defaultDsa } from "@/lib/domain/notices/dsa-keywords";
import { findingsFor } from "@/lib/domain/notices/fit-recipients";
import { isUnderMandate, type NoticeChannel, type NoticeLanguage } from "@/lib/domain/notices/notice-input";
import { assertNoticeCanBeMade } from "@/lib/domain/notices/notice-refusals";
import { mayReceiveAccounts, platformOf } from "@/lib/domain/notices/recipients";
import { rulesFor } from "@/lib/domain/notices/rules";

export interface PrepareNoticeInput {
  kind: NoticeKind;
  channelId: string;
  caseNumbers: readonly number[];
  /** The channel's own unless another is asked for. */
  language?: NoticeLanguage | undefined;
  /** Where the desk has no mailbox of its own: the one that was found, and whose it is. */
  addressedTo?: FoundAddress | undefined;
  /** The hosts that it is about, for a reader who answers for these alone. */
  about?: readonly string[] | undefined;
}

/**
 * A terms report is open to all; the other way wants two persons behind every case, and a desk that takes it. Who is paid is told to
 * nobody but under a mandate.
 */
export function assertKindIsOpen(kind: NoticeKind, channel: NoticeChannel, cases: readonly NoticeCaseFacts[]): void {
  if (!channelTakes(channel.id, kind)) throw invalidInput("notice_kind_not_taken", { kind });
  if (channel.recipientKind === "payment") {
    const unmandated = cases.filter((entry) => !isUnderMandate(entry)).map((entry) => String(entry.number));
    if (unmandated.length > 0) throw invalidInput("notice_payment_needs_mandate", { cases: unmandated });
  }
  if (kind === "terms_report") return;
  const solo = cases.filter((entry) => entry.decidedBy !== "two_persons").map((entry) => String(entry.number));
  if (solo.length > 0) throw invalidInput("notice_needs_two_persons", { cases: solo });
}

/** A host is named to who answers for it, and only where one of the cases led there: as the screen offers it, whoever asks. */
async function assertLedTo(about: readonly string[], channel: NoticeChannel, cases: readonly NoticeCaseFacts[]) {
  if (about.length === 0) return;
  const findings = findingsFor(channel, await readFindings(db(), cases));
  const foreign = about.filter((host) => !findings.some(({ name }) => name === host));
  if (foreign.length > 0) throw invalidInput("notice_about_elsewhere", { hosts: foreign.join(", ") });
}

/**
 * Writes a draft about confirmed cases of one platform, with what is known filled in.
 * @throws DomainError `invalid_input` with a notice's refusal; `not_found` for a case that the actor may not see.
 */
export async function prepareNotice(
  actor: UserActor,
  input: PrepareNoticeInput,
  /** What is written with it, in the same transaction. */
  alongside?: (tx: Tx, notice: { id: string }) => Promise<void>,
): Promise<{ number: number; version: number }> {
  assertCan(actor, "notice:prepare");
  const channel = await readChannel(db(), input.channelId, input.addressedTo);
  const ids: string[] = [];
  for (const number of input.caseNumbers) {
    const snapshot = await getCaseSnapshot(db(), actor, { number });
    assertCan(actor, "case:notify", snapshot.facts);
    ids.push(snapshot.id);
  }
  await assertNotHeldBack(db(), ids);
  const cases = await readNoticeCases(db(), ids);
  if (ids.length !== new Set(ids).size) throw invalidInput("notice_case_twice");
  const platform = platformOf(channel, cases);
  assertNoticeCanBeMade({ cases, platform, channel });
  if (platform === "fediverse" && serviceHosts(cases).length > 1) throw invalidInput("notice_of_two_platforms");
  assertKindIsOpen(input.kind, channel, cases);
  await assertLedTo(input.about ?? [], channel, cases);
  const language = input.language ?? channel.language;
  return change(actor, "notice.prepared", {}, async (tx) => {
    const { id, number, version } = await tx.notice.create({
      data: {
        ...(await draftOf(tx, cases, language, platform, channel)),
        ...(input.about && { about: [...new Set(input.about)] }),
        withheldNames: await namesOfEarlier(tx, ids),
        ...(input.addressedTo && { addressedTo: input.addressedTo.mailbox, addressedName: input.addressedTo.name }),
        kind: input.kind,
        channelId: channel.id,
        preparedBy: actor.id,
      },
    });
    await tx.noticeCase.createMany({
      data: ids.map((caseId, index) => ({ noticeId: id, caseId, position: index + 1 })),
    });
    await alongside?.(tx, { id });
    return { number: Number(number), version };
  });
}

/** Whom an earlier notice about one of these cases kept out is kept out of this one, until somebody says otherwise. */
async function namesOfEarlier(tx: Tx, caseIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT unnest(n.withheld_names) AS name FROM notice n JOIN notice_case nc ON nc.notice_id = n.id
     WHERE nc.case_id = ANY (${[...caseIds]}::uuid[]) ORDER BY 1 LIMIT 40`;
  return rows.map(({ name }) => name);
}

async function draftOf(
  tx: Tx,
  cases: readonly NoticeCaseFacts[],
  language: NoticeLanguage,
  platform: PlatformId,
  { recipientKind }: NoticeChannel,
) {
  const isTold = mayReceiveAccounts(recipientKind);
  const classifications = cases.flatMap((entry) => entry.classification ?? []);
  const seen = await tx.report.aggregate({
    where: { caseId: { in: cases.map((entry) => entry.id) } },
    _count: true,
    _min: { observedAt: true },
    _max: { observedAt: true },
  });
  const now = new Date();
  const facts = {
    accounts: cases.length,
    classifications,
    confirmedSignals: new Set(cases.flatMap((entry) => entry.confirmedSignals)).size,
    reports: seen._count,
    firstSeen: (seen._min.observedAt ?? now).toISOString(),
    lastSeen: (seen._max.observedAt ?? now).toISOString(),
    ...(!isTold && { elsewhereOn: await platformNameOf(tx, platform, cases) }),
  };
  const dsa = defaultDsa(cases);
  return {
    platformId: platform,
    language,
    explanation: draftExplanation(facts, language),
    // A rule is one of the platform's own.
    ruleCited: isTold ? (rulesFor(platform, classifications)[0]?.name ?? "") : "",
    dsaCategory: dsa.category,
    dsaKeywords: dsa.keywords,
  };
}
