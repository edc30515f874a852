import type { Outcome } from "../case/vocabulary";

/** What of a mail is looked at: the rest of it, attachments above all, never leaves the reader's machine. */
export interface AnswerText {
  readonly subject: string;
  readonly text: string;
  /** In-Reply-To and References, as they stand. */
  readonly repliesTo: readonly string[];
}

/** Our Message-IDs say which notice they are of: "notice-57.1732280000@desk.example". */
export function noticesRepliedTo(repliesTo: readonly string[]): { number: number; seconds: number }[] {
  const found = repliesTo.join(" ").matchAll(/(?<![\w.-])notice-([1-9]\d{0,14})\.(\d{9,11})@/gu);
  const seen = new Map<string, { number: number; seconds: number }>();
  for (const [whole, number, seconds] of found) seen.set(whole, { number: Number(number), seconds: Number(seconds) });
  return [...seen.values()].slice(0, 20);
}

const referencePattern =
  /(?:\b(?:case|ticket|report|request|reference|ref|référence|réf|dossier|signalement|demande)\b[\s#:.°n]*(?:id|number|numéro|no)?[\s#:.°]*|#)([A-Z0-9](?=[A-Z0-9-]*\d)[A-Z0-9-]{4,39})\b/giu;

/** The desk's own number for the notice: the first that carries a digit. */
export function referenceIn({ subject, text }: AnswerText): string {
  for (const [, reference = ""] of `${subject}\n${text}`.matchAll(referencePattern)) return reference;
  return "";
}

interface Phrase {
  readonly outcome: Outcome | "received";
  readonly pattern: RegExp;
}

/** In the order in which they are asked: a refusal may name removal, and an acknowledgement may promise anything. */
const phrases: readonly Phrase[] = [
  {
    outcome: "refused_unfounded",
    pattern: /manifestly unfounded|manifestement infond|unfounded notice|signalement infondé/iu,
  },
  {
    outcome: "refused",
    pattern:
      /(?:does(?:n['’]t| not)|did(?:n['’]t| not)|do not) (?:violate|go against|breach|break)|no violation|not in violation|(?:decided|unable) (?:not )?to (?:not )?(?:take action|remove)|have not been able to|won['’]t be removed|n['’]enfreint pas|ne (?:viole|contrevient) pas|pas (?:enfreint|contraire)|aucune (?:violation|infraction)|ne sera pas (?:supprimé|retiré)|(?:rejet|refus)(?:ons|ée?|é)/iu,
  },
  {
    outcome: "already_gone",
    pattern: /no longer (?:available|exists?)|already (?:been )?removed|n['’]existe plus|déjà (?:été )?supprimé/iu,
  },
  { outcome: "account_suspended", pattern: /(?:account|profile)[^.]{0,60}suspended|compte[^.]{0,60}suspendu/iu },
  {
    outcome: "account_removed",
    pattern:
      /(?:account|profile)[^.]{0,60}(?:removed|disabled|deleted|terminated|taken down)|(?:removed|disabled|deleted|taken down)[^.]{0,40}(?:account|profile)|compte[^.]{0,60}(?:supprimé|désactivé|fermé|retiré)|(?:supprimé|désactivé|retiré)[^.]{0,40}(?:compte|profil)/iu,
  },
  {
    outcome: "content_removed",
    pattern:
      /(?:content|post|photo|video|image)s?[^.]{0,60}(?:removed|deleted|taken down)|contenus?[^.]{0,60}(?:supprimé|retiré)/iu,
  },
  {
    outcome: "restricted",
    pattern: /restrict(?:ed|ions?)|limited (?:the )?(?:visibility|reach)|restreint|visibilité (?:réduite|limitée)/iu,
  },
  {
    outcome: "received",
    pattern:
      /(?:have |we['’]ve )?received your|thank you for (?:contacting|reporting|your report)|acknowledg|accus(?:é|ons) (?:de )?réception|bien reçu|avons reçu/iu,
  },
];

/** What the answer seems to say; null where nothing is recognised. A person confirms or corrects it, always. */
export function outcomeIn({ subject, text }: AnswerText): Outcome | "received" | null {
  // What is quoted below an answer is our own notice.
  const own = text
    .split("\n")
    .filter((line) => !line.trimStart().startsWith(">"))
    .join("\n");
  return phrases.find(({ pattern }) => pattern.test(`${subject}\n${own}`))?.outcome ?? null;
}
