import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { db } from "@/lib/db/client";
import { buildArticle22Pdf } from "@/lib/documents/article22-pdf";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { Outcome } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import { article22Csv, buildArticle22, type Article22Report } from "@/lib/domain/notices/article22-report";
import { isDsaCategory, isDsaKeyword } from "@/lib/domain/notices/dsa-keywords";
import type { NoticeFile } from "@/lib/domain/notices/notice-input";
import { readSettings } from "@/lib/domain/settings";
import { wordingIn } from "@/lib/domain/notices/wording-in";

export const article22Formats = ["json", "csv", "pdf"] as const;

interface Counted {
  provider: string;
  category: string | null;
  keyword: string | null;
  outcome: Outcome | null;
  hours: number | null;
  count: number;
}

/**
 * What a year's notices came to, counted in the database: no row of a case leaves it. Imported ones were sent before this record was
 * kept and are not in it; nor is a case in the safety lane. A notice's first keyword is its kind: one notice is counted once for each account.
 */
export async function getArticle22(
  actor: UserActor,
  { year, language }: { year: number; language: "en" | "fr" },
): Promise<Article22Report> {
  assertCan(actor, "notice:report");
  const rows = await db().$queryRaw<Counted[]>`
    SELECT coalesce(p.name, nullif(n.addressed_name, ''), nullif(ch.recipient, ''), ch.name) AS provider, n.dsa_category AS category, n.dsa_keywords[1] AS keyword, nc.outcome,
      round(extract(epoch FROM nc.informed_on - n.sent_at)::numeric / 3600, 1)::float8 AS hours, count(*)::float8 AS count
    FROM notice n JOIN notice_case nc ON nc.notice_id = n.id JOIN "case" c ON c.id = nc.case_id AND c.state <> 'safeguarding'
      JOIN channel ch ON ch.id = n.channel_id
      LEFT JOIN platform p ON p.id = ch.platform_id
    WHERE n.state IN ('sent', 'received', 'answered') AND n.sent_at >= make_date(${year}::int, 1, 1)::timestamp AT TIME ZONE 'UTC'
      AND n.sent_at < make_date(${year}::int + 1, 1, 1)::timestamp AT TIME ZONE 'UTC'
    GROUP BY 1, 2, 3, 4, 5`;
  const counted = rows.map(({ category, keyword, hours, ...row }) => ({
    ...row,
    category: category !== null && isDsaCategory(category) ? category : ("STATEMENT_CATEGORY_SCAMS_AND_FRAUD" as const),
    keyword: keyword !== null && isDsaKeyword(keyword) ? keyword : null,
    hoursToDecision: hours,
  }));
  const { organisation_name: organisation, independence } = readSettings(await db().setting.findMany());
  return buildArticle22(counted, {
    year,
    organisation,
    independence: independence === "" ? wordingIn(language).article22.independenceText : independence,
  });
}

/** @throws DomainError `not_found` for a form that there is none of. */
export async function readArticle22(
  actor: UserActor,
  asked: { year: number; format: string; language: "en" | "fr" },
): Promise<NoticeFile> {
  const format = article22Formats.find((one) => one === asked.format);
  if (!format || asked.year < 2000 || asked.year > 2999) throw notFound("report");
  const report = await getArticle22(actor, asked);
  await recordAccess({ actor, kind: "export_downloaded", subject: `article22:${String(asked.year)}` });
  const fileName = `article22-${String(asked.year)}.${format}`;
  if (format === "csv")
    return { fileName, mediaType: "text/csv; charset=utf-8; header=present", bytes: article22Csv(report) };
  if (format === "pdf")
    return { fileName, mediaType: "application/pdf", bytes: buildArticle22Pdf(report, asked.language) };
  return {
    fileName,
    mediaType: "application/json",
    bytes: new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`),
  };
}
