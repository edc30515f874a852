import type { NoticeKind, Outcome } from "../case/vocabulary";
import { dayInWords } from "./compose-notice";
import type { NoticeLanguage, Notifier } from "./notice-input";
import { caseStateOf } from "./tracking";
import { wordingIn } from "./wording-in";

/** What can follow a refusal or silence: DSA Art. 20, Art. 21, Art. 53. */
export const escalationSteps = ["complaint", "out_of_court", "coordinator"] as const;
export type EscalationStep = (typeof escalationSteps)[number];

/** What the record says about one case of one notice. Dates are instants in ISO form. */
export interface EscalationFacts {
  readonly noticeNumber: number;
  readonly kind: NoticeKind;
  readonly recipient: string;
  readonly handle: string;
  readonly profileUrl: string;
  readonly sentAt: string;
  readonly receivedAt: string | null;
  readonly reference: string;
  readonly outcome: Outcome | null;
  readonly informedOn: string | null;
  readonly complaintDeadline: string | null;
  readonly complainedAt: string | null;
  readonly outOfCourtAt: string | null;
  readonly observed: readonly string[];
  readonly notifier: Notifier;
}

/** Why a step is not open now, as a stable marker; null where it is. */
export function stepRefusal(step: EscalationStep, facts: EscalationFacts, now: Date): string | null {
  const hasRefused = facts.outcome !== null && caseStateOf(facts.outcome) === "refused";
  const isSilent = facts.outcome === null || facts.outcome === "no_answer";
  if (step === "coordinator") return hasRefused || isSilent ? null : "step_measure_taken";
  if (!hasRefused) return "step_needs_refusal";
  if (step === "complaint" && facts.complaintDeadline !== null && now.getTime() >= endOfDay(facts.complaintDeadline))
    return "step_too_late";
  return null;
}

/** A term in months is over when its last day is (Regulation 1182/71, Art. 3(2)(c)), not when that day begins. */
const endOfDay = (iso: string): number => new Date(iso).setUTCHours(24, 0, 0, 0);

/**
 * The text of a complaint (Art. 20), of an application to a dispute body (Art. 21) or of a complaint to the coordinator (Art. 53), from
 * the record alone: what was sent, when, and what came back. A person reads it, adds to it and files it.
 */
export function escalationText(step: EscalationStep, facts: EscalationFacts, language: NoticeLanguage): string {
  const wording = wordingIn(language);
  const words = texts[language];
  const day = (iso: string | null): string | null => (iso === null ? null : dayInWords(iso, wording));
  const { recipient, noticeNumber, notifier } = facts;
  const record = [
    words.sent(noticeNumber, day(facts.sentAt) ?? "", facts.kind),
    facts.receivedAt === null
      ? words.noReceipt
      : words.received(day(facts.receivedAt) ?? "", facts.reference === "" ? null : facts.reference),
    facts.outcome === null || facts.outcome === "no_answer"
      ? words.noAnswer
      : words.answered(day(facts.informedOn), wording.outcome[facts.outcome]),
    ...(facts.complainedAt === null || step === "complaint" ? [] : [words.complained(day(facts.complainedAt) ?? "")]),
    ...(facts.outOfCourtAt === null || step !== "coordinator" ? [] : [words.disputed(day(facts.outOfCourtAt) ?? "")]),
  ];
  return [
    words.title[step](recipient),
    "",
    words.opening[step](recipient),
    "",
    wording.pair(wording.label.handle, facts.handle),
    wording.pair(wording.label.profile, facts.profileUrl),
    "",
    words.record,
    ...record.map((line) => `- ${line}`),
    ...(facts.observed.length === 0 ? [] : ["", words.observed, ...facts.observed.map((line) => `- ${line}`)]),
    "",
    words.asks[step],
    "",
    wording.neutrality,
    ...(notifier.signatory.trim() === "" ? [] : [wording.signature(notifier.organisation, notifier.signatory)]),
    wording.contact(notifier.roleMailbox),
  ].join("\n");
}

interface Texts {
  title: Record<EscalationStep, (recipient: string) => string>;
  opening: Record<EscalationStep, (recipient: string) => string>;
  record: string;
  sent(number: number, day: string, kind: NoticeKind): string;
  received(day: string, reference: string | null): string;
  noReceipt: string;
  answered(day: string | null, outcome: string): string;
  noAnswer: string;
  complained(day: string): string;
  disputed(day: string): string;
  observed: string;
  asks: Record<EscalationStep, string>;
}

const texts: Readonly<Record<NoticeLanguage, Texts>> = {
  en: {
    title: {
      complaint: (recipient) => `Internal complaint to ${recipient} (Article 20 of Regulation (EU) 2022/2065)`,
      out_of_court: (recipient) => `Dispute with ${recipient} (Article 21 of Regulation (EU) 2022/2065)`,
      coordinator: (recipient) => `Complaint about ${recipient} (Article 53 of Regulation (EU) 2022/2065)`,
    },
    opening: {
      complaint: () =>
        "We contest the decision on our notice about this account, and ask for it to be examined again by a person.",
      out_of_court: (recipient) =>
        `We ask the certified dispute body to examine the decision that ${recipient} took on our notice about this account.`,
      coordinator: (recipient) =>
        `We bring to the coordinator’s attention how ${recipient} handled our notice about this account.`,
    },
    record: "What the record holds:",
    sent: (number, day, kind) =>
      `${day}: notice ${number} sent, ${kind === "terms_report" ? "under the service’s own rules" : "under Article 16"}.`,
    received: (day, reference) => `${day}: receipt confirmed${reference === null ? "" : `, reference ${reference}`}.`,
    noReceipt: "No confirmation of receipt reached us.",
    answered: (day, outcome) => `${day === null ? "" : `${day}: `}we were told: ${outcome}.`,
    noAnswer: "No decision reached us.",
    complained: (day) => `${day}: internal complaint filed.`,
    disputed: (day) => `${day}: brought before a dispute body.`,
    observed: "What was observed:",
    asks: {
      complaint:
        "Please give us a reasoned decision, not taken by automated means alone, and name the ways to contest it.",
      out_of_court:
        "We ask for a decision within the time of Article 21(4), and join the notice as it was sent with its digest.",
      coordinator:
        "We ask for this to be assessed, and join the notice as it was sent, with its digest and the dates above.",
    },
  },
  fr: {
    title: {
      complaint: (recipient) => `Réclamation interne auprès de ${recipient} (article 20 du règlement (UE) 2022/2065)`,
      out_of_court: (recipient) => `Litige avec ${recipient} (article 21 du règlement (UE) 2022/2065)`,
      coordinator: (recipient) => `Plainte concernant ${recipient} (article 53 du règlement (UE) 2022/2065)`,
    },
    opening: {
      complaint: () =>
        "Nous contestons la décision prise sur notre notification de ce compte, et demandons qu’une personne l’examine à nouveau.",
      out_of_court: (recipient) =>
        `Nous demandons à l’organe certifié d’examiner la décision prise par ${recipient} sur notre notification de ce compte.`,
      coordinator: (recipient) =>
        `Nous portons à l’attention du coordinateur la suite que ${recipient} a donnée à notre notification de ce compte.`,
    },
    record: "Ce que le dossier contient\u00a0:",
    sent: (number, day, kind) =>
      `${day}\u00a0: notification ${number} envoyée, ${kind === "terms_report" ? "au titre des règles du service" : "au titre de l’article 16"}.`,
    received: (day, reference) =>
      `${day}\u00a0: accusé de réception${reference === null ? "" : `, référence ${reference}`}.`,
    noReceipt: "Aucun accusé de réception ne nous est parvenu.",
    answered: (day, outcome) => `${day === null ? "" : `${day}\u00a0: `}il nous a été répondu\u00a0: ${outcome}.`,
    noAnswer: "Aucune décision ne nous est parvenue.",
    complained: (day) => `${day}\u00a0: réclamation interne déposée.`,
    disputed: (day) => `${day}\u00a0: organe de règlement des litiges saisi.`,
    observed: "Ce qui a été observé\u00a0:",
    asks: {
      complaint:
        "Nous vous prions de nous adresser une décision motivée, qui ne soit pas prise par des moyens uniquement automatisés, et d’indiquer les voies de recours.",
      out_of_court:
        "Nous demandons une décision dans le délai de l’article 21, paragraphe 4, et joignons la notification telle qu’envoyée, avec son empreinte.",
      coordinator:
        "Nous demandons que ces faits soient examinés, et joignons la notification telle qu’envoyée, avec son empreinte et les dates ci-dessus.",
    },
  },
};
