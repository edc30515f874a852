import { ownWords } from "./answer-own-words";
import type { AnswerText } from "./read-answer";

const about =
  "case|ticket|report|request|inquiry|enquiry|incident|complaint|submission|reference|ref|référence|réf|dossier|signalement|demande|requête|notification|réclamation";
/** "number", "no.", "n°", "id", "is", "est le", a colon or a number sign: what tells a number from a word of the sentence. */
const mark = String.raw`(?:[\s_-]*(?:reference|référence|tracking))?[\s_-]*(?:(?:number|numéro|nummer|code|id|nr|no|n[°ºo]|№|num)(?![\p{L}])\.?)?[\s]*(?:is|est(?: le)?|portant le numéro|numéro|n°)?[\s]*[:#=-]?[\s#:№(]*`;
/** With a digit somewhere, or the next word would be swallowed for it. */
const sign = String.raw`(?=[A-Z._/-]*\d)[A-Z0-9](?:[A-Z0-9._/-]{0,38}[A-Z0-9])?`;

const candidates: readonly RegExp[] = [
  // A thread's mark of one widespread desk program: it stands so in subjects and at the end of the text.
  /\bref:(?<reference>[!_]?[\w!.]{8,60}):ref\b/giu,
  // In brackets: "[#4821]", "[Ticket#2026112310000123]", "(Case 0123-456789)".
  new RegExp(String.raw`[[(](?:(?:${about})[\s:_-]*)?(?:id|no\.?|n°)?\s*#\s*(?<reference>${sign})[\])]`, "giu"),
  new RegExp(String.raw`[[(](?:${about})${mark}(?<reference>${sign})[\])]`, "giu"),
  /\[(?<reference>\d[\d-]{5,38})\]/gu,
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${about})s?(?<mark>${mark})(?<reference>${sign})(?![\p{L}\p{N}])`, "giu"),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:number|numéro|n°)(?<mark>\s*(?:is|est)?(?: le)?\s*[:#]?\s*)(?<reference>${sign})(?![\p{L}\p{N}])`,
    "giu",
  ),
  new RegExp(String.raw`(?<=^|[\s[(])#\s?(?<reference>\d(?:[A-Z0-9._/-]{0,38}[A-Z0-9])?)(?![\p{L}\p{N}])`, "gmiu"),
];

const isDate = (text: string): boolean =>
  /^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d{2})$/u.test(text);
/** Of a law, an hour or a telephone: digits that an answer holds beside its own number. */
const isOther = (text: string): boolean => /^(?:\d{4}\/\d{3,4}|\d{1,2}[.:]\d{2}|0\d(?:[./-]\d{2}){2,4})$/u.test(text);

/** What may stand for a desk's number: it carries a digit; without a mark of its own ("case 12345") it is five signs or more. */
function isReference(text: string, isMarked: boolean): boolean {
  if (!/\d/u.test(text) || isDate(text) || isOther(text)) return false;
  return text.length >= (isMarked ? 3 : 5) || /^[A-Z]{1,6}-?\d{2,}$/u.test(text);
}

/** The desk's own number for the notice: of what the subject and the answer's own words hold, the surest. */
export function referenceIn({ subject, text }: Pick<AnswerText, "subject" | "text">): string {
  const plain = (some: string): string => some.replace(/https?:\/\/\S+|[^\s@]+@[^\s@]+/giu, " ").replace(/\s+/gu, " ");
  const places = [subject.normalize("NFC"), ownWords(text)].map(plain);
  for (const place of places)
    for (const pattern of candidates)
      for (const { groups } of place.matchAll(pattern)) {
        const reference = groups?.["reference"] ?? "";
        const isMarked = groups?.["mark"] === undefined || /[\p{L}#:№°=]/u.test(groups["mark"]);
        if (isReference(reference, isMarked)) return reference.slice(0, 60);
      }
  return "";
}
