import type { Classification } from "../case/vocabulary";
import type { NoticeLanguage } from "./notice-input";
import { dayInWords } from "./compose-notice";
import { wordingIn } from "./wording-in";

export interface DraftFacts {
  readonly accounts: number;
  readonly classifications: readonly Classification[];
  readonly confirmedSignals: number;
  readonly reports: number;
  /** ISO days or instants of the first and the last observation. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** The service, where the reader may not be told which accounts: the text then speaks of what they led to. */
  readonly elsewhereOn?: string;
}

const alleged: Record<NoticeLanguage, Partial<Record<Classification, string>>> = {
  en: {
    stolen_photo_scammer: "to present photographs of another person as its own in order to obtain payment",
    redirecting_bot: "to send visitors to paid sites by automated means",
    other_abuse: "to breach the rules of the service",
  },
  fr: {
    stolen_photo_scammer: "présenter comme siennes les photographies d’une autre personne pour obtenir des paiements",
    redirecting_bot: "envoyer ses visiteurs vers des sites payants par des moyens automatisés",
    other_abuse: "enfreindre les règles du service",
  },
};

function span(facts: DraftFacts, language: NoticeLanguage): string {
  const wording = wordingIn(language);
  const first = dayInWords(facts.firstSeen, wording);
  const last = dayInWords(facts.lastSeen, wording);
  if (first === last) return language === "fr" ? `le ${first}` : `on ${first}`;
  return language === "fr" ? `entre le ${first} et le ${last}` : `between ${first} and ${last}`;
}

/**
 * What a draft begins with, for the reviewer to complete: how many accounts, when they were observed, how often they were
 * reported, and what is alleged. Their names have a field of their own. The signals themselves are listed beside it in every form, so they are counted here and not said twice.
 */
export function draftExplanation(facts: DraftFacts, language: NoticeLanguage): string {
  const isOne = facts.accounts === 1;
  const claims = [...new Set(facts.classifications)].flatMap((each) => alleged[language][each] ?? []);
  const when = span(facts, language);
  if (facts.elsewhereOn !== undefined) return elsewhere(facts.elsewhereOn, facts, claims, when, language);
  if (language === "fr") {
    const subject = isOne
      ? "Le compte désigné a été observé"
      : `Les ${facts.accounts} comptes désignés ont été observés`;
    const reports = facts.reports > 1 ? `, dans ${facts.reports} signalements` : "";
    const count = facts.confirmedSignals === 1 ? "un fait confirmé" : `${facts.confirmedSignals} faits confirmés`;
    const basis = facts.confirmedSignals === 0 ? "" : ` d’après ${count} à l’examen`;
    return `${subject} ${when}${reports}. Il est allégué${basis === "" ? " " : `,${basis}, `}qu’${isOne ? "il sert" : "ils servent"} à ${claims.join(" ; ")}.`;
  }
  const subject = isOne
    ? "The account named in this notice was observed"
    : `The ${facts.accounts} accounts named in this notice were observed`;
  const reports = facts.reports > 1 ? `, in ${facts.reports} reports` : "";
  const count = facts.confirmedSignals === 1 ? "one fact" : `${facts.confirmedSignals} facts`;
  const basis = facts.confirmedSignals === 0 ? "" : `On ${count} confirmed in review, `;
  const said = `it is alleged that ${isOne ? "the account serves" : "the accounts serve"} ${claims.join("; ")}.`;
  return `${subject} ${when}${reports}. ${basis}${basis === "" ? `I${said.slice(1)}` : said}`;
}

/** To who keeps an address running, is paid through, or guards others from it: what was led to, on how many accounts, never which. */
function elsewhere(
  service: string,
  { accounts }: DraftFacts,
  claims: readonly string[],
  when: string,
  language: NoticeLanguage,
): string {
  const isOne = accounts === 1;
  if (language === "fr")
    return `Ce qui est désigné ici a été relevé ${when} sur ${isOne ? "un compte" : `${accounts} comptes`} de ${service}. Il est allégué ${
      isOne ? "que ce compte sert" : "que ces comptes servent"
    } à ${claims.join(" ; ")}.`;
  return `What is named here was observed ${when} on ${isOne ? "one account" : `${accounts} accounts`} of ${service}. It is alleged that ${
    isOne ? "the account serves" : "the accounts serve"
  } ${claims.join("; ")}.`;
}
