import type { Article22Report } from "@/lib/domain/notices/article22-report";
import { wordingIn } from "@/lib/domain/notices/wording-in";
import { printPdf } from "./pdf-document";

/** Keywords and categories without the parts that all share: they have to fit into a column. */
const short = (name: string): string =>
  name
    .replace(/^(STATEMENT_CATEGORY|KEYWORD)_/u, "")
    .replaceAll("_", " ")
    .toLowerCase();

export function buildArticle22Pdf(report: Article22Report, language: "en" | "fr"): Uint8Array<ArrayBuffer> {
  const wording = wordingIn(language);
  const words = wording.article22;
  const { accuracy, organisation, period } = report;
  return printPdf({
    title: words.title(organisation, period.from.slice(0, 4)),
    language,
    madeOn: new Date(`${period.to}T00:00:00Z`),
    masthead: [wording.masthead(organisation)],
    blocks: [
      { kind: "heading", text: words.independence },
      { kind: "paragraph", text: report.independence_procedures },
      { kind: "heading", text: words.counts },
      {
        kind: "table",
        head: words.columns,
        rows: report.rows.map((row) => [
          row.provider,
          short(row.dsa_category),
          short(row.dsa_keyword ?? ""),
          words.action[row.action],
          String(row.count),
          row.median_hours_to_decision === null ? "-" : String(row.median_hours_to_decision),
        ]),
      },
      { kind: "heading", text: words.accuracy },
      {
        kind: "list",
        lead: null,
        items: (Object.keys(accuracy) as (keyof typeof accuracy)[]).map((name) =>
          wording.pair(words.accuracyOf[name], String(accuracy[name])),
        ),
      },
    ],
    closing: [words.nobody],
    pageLabel: (page, pages) => wording.page(page, pages),
  });
}
