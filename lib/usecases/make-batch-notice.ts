import "server-only";
import { itemFailed, itemsDone, type WaitingItem } from "@/lib/db/batches";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { assertNotHeldBack } from "@/lib/db/lane";
import { noticeInputOf, readChannel, readNoticeCases, serviceHosts, type NoticeCaseFacts } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { NoticesOptions } from "@/lib/domain/batches/batch";
import { casesThatFit } from "@/lib/domain/batches/fill-notice";
import { conflict, DomainError, invalidInput, notFound } from "@/lib/domain/errors";
import { draftExplanation } from "@/lib/domain/notices/draft-explanation";
import type { NoticeChannel, NoticeInput } from "@/lib/domain/notices/notice-input";
import { assertNoticeCanBeMade } from "@/lib/domain/notices/notice-refusals";
import { rulesFor } from "@/lib/domain/notices/rules";
import { asUrl } from "@/lib/domain/addresses/as-url";
import { isAboutItem, toldReason } from "./batch-refusal";
import { assertKindIsOpen, prepareNotice } from "./prepare-notice";

interface Asked {
  batchId: string;
  options: NoticesOptions;
  /** Everything that still waits, in order. */
  items: readonly WaitingItem[];
}

/**
 * One draft for the first that waits and for as many after it as the desk takes together: of one platform, of one finding and, where
 * every server is its own desk, of one server. Who is refused is noted, and the others go on without.
 */
export async function makeBatchNotice(actor: UserActor, { batchId, options, items }: Asked): Promise<void> {
  const [first] = items;
  if (first === undefined) return;
  const channelId = options.channels[first.platform];
  const fail = (item: WaitingItem, reason: string): Promise<void> =>
    change(actor, "batch.item_made", {}, (tx) => itemFailed(tx, batchId, item.position, toldReason(reason)));
  if (channelId === undefined) return fail(first, "batch_no_desk");
  const channel = await readChannel(db(), channelId);
  const taken = await fill({ actor, options, channel, fail }, items.filter(isLike(first)));
  if (taken.length === 0) return;
  const input = { kind: options.noticeKind, channelId, caseNumbers: taken.map(({ item }) => item.number) };
  try {
    await prepareNotice(actor, input, (tx, { id }) =>
      itemsDone(
        tx,
        batchId,
        taken.map(({ item }) => item.position),
        id,
      ),
    );
  } catch (error) {
    // Each was fit a moment ago: one has changed since. The first goes alone, and where it is the one, it is noted.
    if (!(error instanceof DomainError) || !isAboutItem(error)) throw error;
    if (taken.length > 1) await makeBatchNotice(actor, { batchId, options, items: [first] });
    else await fail(first, error.reason);
  }
}

const hostOf = ({ profileUrl }: WaitingItem): string => asUrl(profileUrl)?.hostname ?? "";
const isLike =
  (first: WaitingItem) =>
  (item: WaitingItem): boolean =>
    item.platform === first.platform &&
    item.classification === first.classification &&
    ((item.platform !== "fediverse" && item.platform !== "web") || hostOf(item) === hostOf(first));

interface Ready {
  item: WaitingItem;
  facts: NoticeCaseFacts;
}

interface Filling {
  actor: UserActor;
  options: NoticesOptions;
  channel: NoticeChannel;
  fail: (item: WaitingItem, reason: string) => Promise<void>;
}
/** So many are asked about before it is looked whether the notice takes still more. */
const askedAtOnce = 10;

async function fill({ actor, options, channel, fail }: Filling, items: readonly WaitingItem[]): Promise<Ready[]> {
  const ready: Ready[] = [];
  for (let from = 0; from < items.length; from += askedAtOnce) {
    for (const item of items.slice(from, from + askedAtOnce)) {
      try {
        ready.push({ item, facts: await assertReady(actor, options, channel, item) });
      } catch (error) {
        if (!(error instanceof DomainError) || !isAboutItem(error)) throw error;
        await fail(item, error.reason);
      }
    }
    const fitting = await countTogether(options, channel, ready);
    if (fitting < ready.length) return ready.slice(0, fitting);
  }
  return ready;
}

/** What a notice of this case alone would be refused for. */
async function assertReady(
  actor: UserActor,
  { noticeKind }: NoticesOptions,
  channel: NoticeChannel,
  { number }: WaitingItem,
): Promise<NoticeCaseFacts> {
  const snapshot = await getCaseSnapshot(db(), actor, { number });
  assertCan(actor, "case:notify", snapshot.facts);
  await assertNotHeldBack(db(), [snapshot.id]);
  const cases = await readNoticeCases(db(), [snapshot.id]);
  const [facts] = cases;
  if (facts === undefined) throw notFound("case");
  assertNoticeCanBeMade({ cases, platform: facts.platform, channel });
  assertKindIsOpen(noticeKind, channel, cases);
  if (noticeKind === "illegal_content_notice" && facts.onBehalf === "none")
    throw invalidInput("notice_ground_needs_mandate");
  if (facts.platform === "fediverse" && serviceHosts(cases).length > 1) throw conflict("notice_of_two_platforms");
  return facts;
}

/** Within the limits of the desk's form. The number of reports is not known yet: room is left for a large one. */
const roomForCount = 9_999;

async function countTogether({ noticeKind }: NoticesOptions, channel: NoticeChannel, ready: readonly Ready[]) {
  const cases = ready.map(({ facts }) => facts);
  const [first] = cases;
  if (first === undefined || cases.length === 1) return cases.length;
  const { language } = channel;
  const instants = cases.flatMap(({ firstSeen, lastSeen }) => [firstSeen, lastSeen]).filter((one) => one !== null);
  const now = new Date().toISOString();
  const explanationOf = (count: number): string =>
    draftExplanation(
      {
        accounts: count,
        classifications: cases.flatMap(({ classification }) => classification ?? []),
        confirmedSignals: new Set(cases.flatMap(({ confirmedSignals }) => confirmedSignals)).size,
        reports: roomForCount,
        firstSeen: instants.reduce((least, one) => (one < least ? one : least), now),
        lastSeen: now,
      },
      language,
    );
  const shape = {
    ...{ number: 0, kind: noticeKind, platform: first.platform, language, explanation: "", dsaKeywords: [] },
    ...{ ruleCited: rulesFor(first.platform, first.classification ? [first.classification] : [])[0]?.name ?? "" },
    ...{ legalGrounds: [], dsaCategory: null, goodFaith: null, preparedAt: new Date() },
  };
  const whole = await noticeInputOf(db(), shape, channel, cases);
  const part = (count: number): NoticeInput => ({
    ...whole,
    cases: cases.slice(0, count),
    explanation: explanationOf(count),
  });
  return casesThatFit(part, cases.length);
}
