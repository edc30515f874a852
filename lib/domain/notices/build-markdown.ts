import { composeNotice, type NoticeBlock, type NoticeText } from "./compose-notice";
import { noticeFileName } from "./notice-file-name";
import type { NoticeFile, NoticeInput } from "./notice-input";

/**
 * Text as it stands, however much it looks like Markdown or HTML: each character that could start a construct is escaped, and a
 * line end inside a paragraph stays a line end. Taking the backslashes off gives the text back.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~&!${}]/gu, "\\$&")
    .replace(/^([ \t]*)([-+=]|\d+[.)])/gmu, (_, space: string, mark: string) =>
      mark.length === 1 ? `${space}\\${mark}` : `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    );
}

/** Four spaces would make code of a line, and a line end alone would vanish; neither may happen to quoted text. */
function escapeParagraph(text: string): string {
  return text
    .split("\n")
    .map((line) =>
      escapeMarkdown(line).replace(/^[ \t]+/u, (space) => space.replaceAll(" ", "&#32;").replaceAll("\t", "&#9;")),
    )
    .map((line, index, lines) => (line !== "" && (lines[index + 1] ?? "") !== "" ? `${line}\\` : line))
    .join("\n");
}

const oneLine = (text: string): string => escapeMarkdown(text.replace(/\s*\n\s*/gu, " "));

function printBlock(block: NoticeBlock): string {
  if (block.kind === "paragraph") return escapeParagraph(block.text);
  const items =
    block.kind === "list"
      ? block.items.map((item) => `- ${oneLine(item)}`)
      : block.lines.map(({ label, value }) => `- **${oneLine(label)}** ${oneLine(value)}`);
  return [...(block.lead === null ? [] : [`${oneLine(block.lead)}\n`]), ...items].join("\n");
}

/** A text with headings as Markdown. */
export function printMarkdown(text: NoticeText): string {
  const lines = (texts: readonly string[]): string => texts.map(oneLine).join("\\\n");
  const sections = text.sections.map(
    (section) => `## ${oneLine(section.heading)}\n\n${section.blocks.map(printBlock).join("\n\n")}`,
  );
  const document = [`# ${oneLine(text.title)}`, lines(text.masthead), ...sections, "---", lines(text.closing)];
  return `${document.join("\n\n")}\n`;
}

export function buildMarkdown(input: NoticeInput): NoticeFile {
  return {
    fileName: noticeFileName(input, "md"),
    mediaType: "text/markdown; charset=utf-8",
    bytes: new TextEncoder().encode(printMarkdown(composeNotice(input))),
  };
}
