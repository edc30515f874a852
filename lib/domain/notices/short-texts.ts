import { textFor } from "./audience";
import { decisionSentences, lifeSentences, observedBlocks, withPlainLineEnds } from "./compose-notice";
import type { DecisionBasis, NoticeCase, NoticeInput } from "./notice-input";
import { wordingIn } from "./wording-in";

const together = (parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n\n");

/**
 * What is said of one case where a program's field is all the room there is, longest first. How many persons decided is in all of
 * them: it is never what is dropped. Null where not even the shortest fits: nothing is cut.
 */
export function shortText(input: NoticeInput, entry: NoticeCase, isFitting: (text: string) => boolean): string | null {
  const wording = wordingIn(input.language);
  const explanation = textFor(input.audience, withPlainLineEnds(input.explanation).trim());
  const observed = observedBlocks([entry], wording)
    .flatMap((block) => block.items)
    .join(" ");
  const lives = lifeSentences([entry], wording).join(" ");
  const decided = decisionSentences([entry], wording).join(" ");
  const rule = textFor(input.audience, withPlainLineEnds(input.ruleCited).trim());
  const reference = `${wording.aboutCases([entry.number])}.`;
  const candidates = [
    together([explanation, rule, observed, lives, wording.neutrality, decided, reference]),
    together([explanation, rule, observed, decided, reference]),
    together([explanation, rule, decided, reference]),
    together([explanation, decided, reference]),
  ];
  return candidates.find(isFitting) ?? null;
}

/** Between 0 and 100, by how many persons decided: the only measure of it that the record has. */
export const confidenceOf: Readonly<Record<DecisionBasis, number>> = { two_persons: 80, one_person: 55, imported: 40 };

export const leastConfidence = (cases: readonly NoticeCase[]): number =>
  Math.min(...cases.map((entry) => confidenceOf[entry.decidedBy]));
