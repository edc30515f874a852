/** What of a mail is looked at: the rest of it, attachments above all, never leaves the reader's machine. */
export interface AnswerText {
  readonly subject: string;
  readonly text: string;
  /** Our own Message-IDs that it names. */
  readonly repliesTo: readonly string[];
}

const ours = /(?<![\w.-])notice-([1-9]\d{0,14})\.(\d{9,11})@[\w.-]{1,253}/gu;
const mostNotices = 20;

/** The Message-IDs of notices that a text names, wherever they stand in it: nothing else looks like them. */
export function ourMessageIds(text: string): string[] {
  return [...new Set([...text.matchAll(ours)].map(([whole]) => whole))].slice(0, mostNotices);
}

/** Our Message-IDs say which notice they are of: "notice-57.1732280000@desk.example". */
export function noticesRepliedTo(repliesTo: readonly string[]): { number: number; seconds: number }[] {
  const seen = new Map<string, { number: number; seconds: number }>();
  for (const [whole, number, seconds] of repliesTo.join(" ").matchAll(ours))
    seen.set(whole, { number: Number(number), seconds: Number(seconds) });
  return [...seen.values()].slice(0, mostNotices);
}

export interface PastedAnswer extends AnswerText {
  /** In ISO form; null where the text names none. */
  readonly date: string | null;
}

const headName = /^(?:[A-Z][A-Za-z-]{1,40}|[ÀÉ][a-zé]*|Répondre à)\s?:\s/u;

/**
 * What was copied out of a mail program, with or without the headers that it shows above the text: subject and date are taken from
 * these where they stand, folded or not.
 */
export function readPastedAnswer(pasted: string): PastedAnswer {
  const text = pasted.replace(/^\uFEFF/u, "").replace(/\r\n?/gu, "\n");
  const lines = text.trimStart().split("\n");
  const heads: string[] = [];
  for (const line of lines.slice(0, 60)) {
    if (headName.test(line)) heads.push(line);
    else if (/^[ \t]+\S/u.test(line) && heads.length > 0) heads.push(`${heads.pop() ?? ""} ${line.trim()}`);
    else break;
  }
  const valueOf = (name: RegExp): string => {
    const found = heads.find((line) => name.test(line)) ?? "";
    return found.slice(found.indexOf(":") + 1).trim();
  };
  const date = new Date(valueOf(/^date\s?:/iu));
  const isHead = heads.some((line) =>
    /^(?:from|de|date|subject|objet|message-id|return-path|received)\s?:/iu.test(line),
  );
  return {
    subject: isHead ? valueOf(/^(?:subject|objet)\s?:/iu).slice(0, 1000) : "",
    text,
    repliesTo: ourMessageIds(text),
    date: isHead && !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 2000 ? date.toISOString() : null,
  };
}
