import { useTranslations } from "next-intl";
import type { TimelineLine } from "@/lib/domain/audit/timeline";
import { classifications, outcomes } from "@/lib/domain/case/vocabulary";

const oneOf = <Word extends string>(words: readonly Word[], word: string | undefined): Word | undefined =>
  words.find((known) => known === word);

type Sentence = Pick<TimelineLine, "action" | "voice" | "who" | "facts" | "reason">;

/** One act of the trail in a sentence of the reader's language. Facts that are missing, or withheld, are left out of it. */
export function TimelineSentence({ line }: { line: Sentence }) {
  const t = useTranslations("timeline");
  const words = useTranslations("vocabulary");
  const { facts } = line;
  const classification = oneOf(classifications, facts.classification);
  const outcome = oneOf(outcomes, facts.outcome);
  const sentence = t(`act.${line.action}`, {
    voice: line.voice,
    who: line.who === "operator" ? t("operator") : line.who,
    classification: classification ? words(`classification.${classification}`) : "none",
    outcome: outcome ? words(`outcome.${outcome}`) : "none",
    basis: facts.basis ?? "none",
    tag: facts.tag ?? "none",
    notice: facts.notice ?? "none",
    predecessor: facts.predecessor ?? "none",
    signals: Number(facts.signals ?? 0),
  });
  const reason =
    line.reason !== null && t.has(`reason.${line.reason}` as "reason.new_facts")
      ? t(`reason.${line.reason}` as "reason.new_facts")
      : null;
  return reason === null ? sentence : `${sentence} (${reason})`;
}
