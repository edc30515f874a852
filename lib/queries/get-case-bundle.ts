import "server-only";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { noticeInputOf, readNoticeCases } from "@/lib/db/notices";
import { evidencePath, packBundle } from "@/lib/documents/case-bundle";
import { printPdf, type PdfBlock } from "@/lib/documents/pdf-document";
import type { BundledFile } from "@/lib/documents/zip-file";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { formatEvidence } from "@/lib/domain/audit/receipt";
import type { Outcome } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import type { BundledImage } from "@/lib/domain/images/bundled-image";
import { addressFor, forAudience } from "@/lib/domain/notices/audience";
import { printMarkdown } from "@/lib/domain/notices/build-markdown";
import { composeSummary, readerOf, type BundleAudience, type SentNotice } from "@/lib/domain/notices/case-bundle";
import type { NoticeInput } from "@/lib/domain/notices/notice-input";
import { buildPreservationSheet, preservationDisclaimer } from "@/lib/domain/notices/preservation-sheet";
import { wordingIn } from "@/lib/domain/notices/wording-in";
import { getManifest } from "./get-manifest";

interface Asked {
  number: number;
  audience: BundleAudience;
  language: "en" | "fr";
  now: Date;
  /** Stored pictures that a human chose for this one archive; none by themselves. */
  images?: readonly BundledImage[];
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => utf8(`${JSON.stringify(value, null, 2)}\n`);

/**
 * A case as one archive for who may have it: the summary in words and on paper, what the log proves, where its links led, and for an
 * authority the sheet of what may be lost; pictures only where they were chosen. No volunteer is in it, and no file says when it was made.
 * @throws DomainError `not_found` for a case that the reader may not see, or of which nothing is sealed.
 */
export async function getCaseBundle(actor: UserActor, { number, audience, language, now, images = [] }: Asked) {
  const snapshot = await getCaseSnapshot(db(), actor, { number });
  assertCan(actor, "case:export", snapshot.facts);
  const [found] = await readNoticeCases(db(), [snapshot.id]);
  if (!found) throw notFound("case");
  const evidence = formatEvidence(await getManifest(actor, { number }));
  const input = forAudience(await inputOf(found, audience, language, now));
  const summary = composeSummary(input, await sentNotices(snapshot.id));
  const wording = wordingIn(language);
  const paper = (title: string, blocks: PdfBlock[], closing: readonly string[]) =>
    printPdf({
      title,
      language,
      madeOn: now,
      masthead: summary.masthead,
      blocks,
      closing,
      pageLabel: (page, pages) => wording.page(page, pages),
    });
  const blocks: PdfBlock[] = summary.sections.flatMap((section) => [
    { kind: "heading" as const, text: section.heading },
    ...section.blocks,
  ]);
  const pdf = "application/pdf";
  const files: BundledFile[] = [
    { path: "summary.pdf", mediaType: pdf, bytes: paper(summary.title, blocks, summary.closing) },
    { path: "summary.md", mediaType: "text/markdown", bytes: utf8(printMarkdown(summary)) },
    { path: evidencePath, mediaType: "application/json", bytes: utf8(evidence) },
    {
      path: "evidence/traces.json",
      mediaType: "application/json",
      bytes: json(await readTraces(snapshot.id, audience)),
    },
  ];
  if (audience === "authority" || audience === "court" || audience === "mandate_giver") {
    const sheet = buildPreservationSheet(input, audience === "mandate_giver" ? "victim_lawyer" : "prosecutor");
    const lines: PdfBlock[] = [
      { kind: "paragraph", text: preservationDisclaimer },
      { kind: "paragraph", text: sheet.facts_summary },
      { kind: "paragraph", text: sheet.why_urgent },
      {
        kind: "facts",
        lead: null,
        lines: sheet.data_sought.map(({ category, identifier, from, to }) => ({
          label: category,
          value: [identifier, from ?? "", to ?? ""].filter(Boolean).join("  "),
        })),
      },
    ];
    files.push(
      { path: "preservation-sheet.json", mediaType: "application/json", bytes: json(sheet) },
      { path: "preservation-sheet.pdf", mediaType: pdf, bytes: paper(wording.sheetTitle, lines, [sheet.disclaimer]) },
    );
  }
  files.push(...imageFiles(images));
  return packBundle({ case: number, audience, language, now }, files);
}

/** The pictures, and what was said of each; the manifest names the digest of every one of these files. */
function imageFiles(images: readonly BundledImage[]): BundledFile[] {
  if (images.length === 0) return [];
  const pathOf = ({ name }: BundledImage) => `images/${name}`;
  const told = images.map((image) => ({
    path: pathOf(image),
    sha256: image.sha256,
    width: image.width,
    height: image.height,
    shows: image.shows,
    seen_where: image.seenWhere,
    seen_on: image.seenOn?.toISOString().slice(0, 10) ?? null,
    is_redacted: image.isRedacted,
  }));
  return [
    { path: "evidence/images.json", mediaType: "application/json", bytes: json(told) },
    ...images.map((image) => ({ path: pathOf(image), mediaType: image.mediaType, bytes: image.bytes })),
  ];
}

/** The facts of the case in the shape that every text about it is made from; it is no notice and has no number. */
async function inputOf(
  found: Awaited<ReturnType<typeof readNoticeCases>>[number],
  audience: BundleAudience,
  language: "en" | "fr",
  now: Date,
): Promise<NoticeInput> {
  const shape = {
    number: 0,
    kind: "terms_report" as const,
    platform: found.platform,
    language,
    explanation: "",
    ruleCited: "",
    legalGrounds: [],
    dsaCategory: null,
    dsaKeywords: [],
    goodFaith: null,
    preparedAt: now,
  };
  const channel = {
    id: "",
    platform: found.platform,
    recipientKind: "platform" as const,
    recipient: "",
    name: "",
    kind: "form" as const,
    url: null,
    mailbox: null,
    language,
    fields: [],
  };
  return { ...(await noticeInputOf(db(), shape, channel, [found])), audience: readerOf(audience) };
}

async function sentNotices(caseId: string): Promise<SentNotice[]> {
  const rows = await db().$queryRaw<
    { number: bigint; recipient: string; sentAt: Date | null; outcome: Outcome | null }[]
  >`
    SELECT n.number, coalesce(p.name, nullif(ch.recipient, ''), ch.name) AS recipient, n.sent_at AS "sentAt", nc.outcome
    FROM notice_case nc JOIN notice n ON n.id = nc.notice_id JOIN channel ch ON ch.id = n.channel_id
      LEFT JOIN platform p ON p.id = ch.platform_id
    WHERE nc.case_id = ${caseId}::uuid AND n.state IN ('sent', 'received', 'answered') ORDER BY n.number`;
  return rows.map((row) => ({
    number: Number(row.number),
    recipient: row.recipient,
    sentOn: row.sentAt?.toISOString() ?? null,
    outcome: row.outcome,
  }));
}

/** Where links led, to the day; who followed them is nobody's affair out there. */
async function readTraces(caseId: string, audience: BundleAudience) {
  const rows = await db().redirectTrace.findMany({ where: { caseId }, orderBy: [{ startedAt: "asc" }, { id: "asc" }] });
  const shown = (address: string) => addressFor(readerOf(audience), address);
  return rows.map(({ asked, finalUrl, landingDomain, startedAt, hops }) => ({
    day: startedAt.toISOString().slice(0, 10),
    link: shown(asked),
    end: finalUrl === null ? null : shown(finalUrl),
    landing_domain: landingDomain,
    hops: Array.isArray(hops) ? hops.length : 0,
  }));
}
