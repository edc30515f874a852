import { composeNotice, type NoticeBlock } from "./compose-notice";
import type { NoticeInput } from "./notice-input";
import type { Wording } from "./wording";
import { wordingIn } from "./wording-in";

function printBlock(block: NoticeBlock, wording: Wording): string {
  if (block.kind === "paragraph") return block.text;
  const lines =
    block.kind === "list"
      ? block.items.map((item) => `- ${item}`)
      : block.lines.map(({ label, value }) => wording.pair(label, value));
  return [...(block.lead === null ? [] : [block.lead]), ...lines].join("\n");
}

/** The notice as plain text: the body of the e-mail, and what is pasted where a desk has a single box. */
export function plainText(input: NoticeInput): string {
  const wording = wordingIn(input.language);
  const text = composeNotice(input);
  const sections = text.sections.map((section) => {
    const blocks = section.blocks.map((block) => printBlock(block, wording)).join("\n\n");
    return `${section.heading}\n${"-".repeat([...section.heading].length)}\n${blocks}`;
  });
  return `${[text.masthead.join("\n"), text.title, ...sections, text.closing.join("\n")].join("\n\n")}\n`;
}
