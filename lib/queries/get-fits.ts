import "server-only";
import { readFindings } from "@/lib/db/case-findings";
import { db } from "@/lib/db/client";
import type { NoticeCaseFacts } from "@/lib/db/notices";
import { contactStoppedAt, mandatesBehind } from "@/lib/db/told-pages";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { Filer } from "@/lib/domain/notices/channel-seed";
import { channelTakes, isChannelStale } from "@/lib/domain/notices/channels";
import type { Finding } from "@/lib/domain/notices/case-findings";
import { findingsFor, fitRecipients, wantsFirstContact, type CaseTraits } from "@/lib/domain/notices/fit-recipients";
import type { ChannelKind } from "@/lib/domain/notices/notice-input";
import type { RecipientKind, Want } from "@/lib/domain/notices/recipients";
import { textForPerson } from "@/lib/domain/notices/text-for-person";
import type { SignalCode } from "@/lib/domain/signals/checklists";

/** Every desk that is offered, with whether it fits these cases of one platform and why. */
export async function getFits(cases: readonly NoticeCaseFacts[], platform: PlatformId) {
  const [rows, failed, seen, findings] = await Promise.all([
    db().channel.findMany({
      where: { isEnabled: true, OR: [{ platformId: platform }, { platformId: null }] },
      orderBy: [{ platformId: { sort: "asc", nulls: "last" } }, { kind: "asc" }, { id: "asc" }],
    }),
    db().noticeCase.count({
      where: {
        caseId: { in: cases.map((one) => one.id) },
        outcome: { in: ["refused", "refused_unfounded", "no_answer"] },
      },
    }),
    db().report.groupBy({
      by: ["caseId"],
      where: { caseId: { in: cases.map((one) => one.id) } },
      _min: { observedAt: true },
    }),
    readFindings(db(), cases),
  ]);
  const now = new Date();
  const desks = rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind as ChannelKind,
    platform: row.platformId as PlatformId | null,
    recipientKind: row.recipientKind as RecipientKind,
    recipient: row.recipient,
    wants: row.wants as Want[],
    url: row.url,
    whoMayFile: row.whoMayFile as Filer,
    asksIdentity: row.asksIdentity,
    isStale: isChannelStale(row.verifiedOn, now),
    takesTerms: channelTakes(row.id, "terms_report"),
    takesArticle16: channelTakes(row.id, "illegal_content_notice"),
  }));
  const traits = traitsOf(cases, platform, failed > 0, findings);
  const fits = fitRecipients(traits, desks);
  const accounts = cases.map(({ id, locations }) => ({
    profileUrl: locations.profileUrl,
    handle: locations.handle,
    seenOn: seen.find((one) => one.caseId === id)?._min.observedAt?.toISOString() ?? null,
  }));
  return {
    desks: desks.map((desk, index) => {
      const fit = fits[index];
      return { ...desk, fit, because: fit?.way ? targetsOf(findingsFor(desk, findings)) : [] };
    }),
    firstContact: await firstContactOf(cases, traits),
    textForHer: { fr: textForPerson(accounts, "fr"), en: textForPerson(accounts, "en") },
  };
}
/** Findings by whom they are a matter of: the cases, one address to show, and the network address that answered, if one is known. */
function targetsOf(findings: readonly Finding[]) {
  const names = [...new Set(findings.map(({ name }) => name))];
  return names.map((name) => {
    const own = findings.filter((one) => one.name === name);
    return {
      name,
      isPayment: own.some(({ kind }) => kind === "payment"),
      seenIn: [...new Set(own.map(({ seenIn }) => seenIn))].filter((text) => text !== "" && text !== name).slice(0, 3),
      cases: [...new Set(own.map(({ caseNumber }) => caseNumber))],
      address: own.find(({ address }) => address !== null)?.address ?? null,
    };
  });
}
export type Target = ReturnType<typeof targetsOf>[number];
export type Fits = Awaited<ReturnType<typeof getFits>>;

/** For one case at a time: each creator is another person. Null where nobody is to be told, or she asked for no contact. */
async function firstContactOf(cases: readonly NoticeCaseFacts[], traits: CaseTraits) {
  const [one, ...others] = cases;
  if (one === undefined || others.length > 0 || !wantsFirstContact(traits)) return null;
  if ((await contactStoppedAt(db(), await mandatesBehind(db(), one.id))) !== null) return null;
  const made = await db().$queryRaw<object[]>`SELECT 1 FROM first_contact WHERE case_id = ${one.id}::uuid`;
  return { caseNumber: one.number, isMade: made.length > 0 };
}

/** Several cases go where all of them may go: one without a mandate, or of one person's decision, closes the way for all. */
function traitsOf(
  cases: readonly NoticeCaseFacts[],
  platform: PlatformId,
  hasFailedNotice: boolean,
  findings: readonly Finding[],
): CaseTraits {
  const classifications = new Set(cases.map((one) => one.classification));
  const [first = null] = classifications;
  return {
    platform,
    classification: classifications.size === 1 ? first : "other_abuse",
    onBehalf: cases.every((one) => one.onBehalf === "mandate") ? "mandate" : "none",
    decidedBy: cases.every((one) => one.decidedBy === "two_persons") ? "two_persons" : "one_person",
    signals: new Set<SignalCode>(cases.flatMap((one) => one.confirmedSignals)),
    traces: new Set(findings.map(({ kind }) => kind)),
    payments: new Set(findings.flatMap(({ kind, subkind }) => (kind === "payment" && subkind ? [subkind] : []))),
    hasFailedNotice,
  };
}
