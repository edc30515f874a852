import type { Recipient, ReferralField } from "./recipients";
import type { ReferralKind, ReferredAccount, Urgency } from "./referral";

export const referralLanguages = ["fr", "en"] as const;
export type ReferralLanguage = (typeof referralLanguages)[number];

/** What the ready text is made of. The organisation is named to authorities; about a minor nobody has to be. */
export interface ReferralWordsInput {
  readonly kind: ReferralKind;
  readonly urgency: Urgency;
  readonly why: string;
  readonly account: ReferredAccount;
  readonly organisation: string;
  readonly mailbox: string;
  /** Where the person of the lane chose to be reached. */
  readonly isContactShared: boolean;
}

interface Wording {
  readonly category: Readonly<Record<ReferralKind, string>>;
  readonly unseen: string;
  readonly anonymous: string;
  readonly when: (date: string) => string;
  readonly comment: (given: Facts) => string;
  readonly say: (given: Facts) => string;
  readonly subject: (given: Facts) => string;
  readonly letter: (given: Facts) => string;
}

interface Facts extends ReferralWordsInput {
  readonly date: string;
  readonly about: string;
}

const danger: Record<ReferralLanguage, string> = {
  fr: "Danger immédiat possible.",
  en: "Possible immediate danger.",
};

const fr: Wording = {
  category: {
    suspected_minor_sexual: "Atteinte aux mineurs",
    suspected_minor_prostitution: "Atteinte aux mineurs (prostitution)",
    suspected_trafficking: "Traite des êtres humains",
    suspected_pimping: "Proxénétisme",
    sextortion: "Menaces, chantage",
    threat_to_life: "Menace contre une personne",
  },
  unseen: "Le signalant n’a conservé, copié ni transmis aucune image.",
  anonymous: "Anonyme",
  when: (date) => `Observé le ${date}`,
  comment: ({ about, account, date, why }) =>
    `${about} Compte ${account.handle} sur ${account.platform}, observé le ${date}. ${why} ${fr.unseen}`,
  say: ({ about, account, date, why, organisation }) =>
    `Bonjour. ${organisation === "" ? "" : `J’appelle pour ${organisation}. `}${about} Un compte public a été observé le ${date} : ${account.handle}, sur ${account.platform}. ${why} Je peux épeler l’adresse exacte. Je n’ai conservé aucune image. Que dois-je faire, et quelle référence puis-je noter ?`,
  subject: ({ kind }) => `Signalement : ${fr.category[kind].toLowerCase()}, compte en ligne`,
  letter: ({ about, account, date, why, organisation, mailbox, isContactShared }) =>
    `Madame, Monsieur le procureur de la République,\n\n${organisation === "" ? "Nous souhaitons" : `${organisation} souhaite`} porter les faits suivants à votre connaissance. ${about}\n\nAdresse exacte : ${account.address}\nCompte : ${account.handle} (${account.platform})\nObservé le : ${date}\n\nCe qui a été observé : ${why}\n\n${fr.unseen} Le compte n’a été ni contacté ni averti. Nous laissons à votre appréciation la saisine du service compétent (pour la traite et le proxénétisme, l’OCRTEH).\n\n${isContactShared && mailbox !== "" ? `Contact : ${mailbox}` : "Contact : par l’organisation."}`,
};

const en: Wording = {
  category: {
    suspected_minor_sexual: "Child protection",
    suspected_minor_prostitution: "Child protection (prostitution)",
    suspected_trafficking: "Trafficking in human beings",
    suspected_pimping: "Procuring",
    sextortion: "Threats, blackmail",
    threat_to_life: "Threat to a person",
  },
  unseen: "Whoever reports kept, copied and passed on no image.",
  anonymous: "Anonymous",
  when: (date) => `Observed on ${date}`,
  comment: ({ about, account, date, why }) =>
    `${about} Account ${account.handle} on ${account.platform}, observed on ${date}. ${why} ${en.unseen}`,
  say: ({ about, account, date, why, organisation }) =>
    `Hello. ${organisation === "" ? "" : `I am calling for ${organisation}. `}${about} A public account was observed on ${date}: ${account.handle}, on ${account.platform}. ${why} I can spell the exact address. I kept no image. What should I do, and which reference may I write down?`,
  subject: ({ kind }) => `Report: ${en.category[kind].toLowerCase()}, online account`,
  letter: ({ about, account, date, why, organisation, mailbox, isContactShared }) =>
    `To the public prosecutor,\n\n${organisation === "" ? "We wish" : `${organisation} wishes`} to bring the following to your attention. ${about}\n\nExact address: ${account.address}\nAccount: ${account.handle} (${account.platform})\nObserved on: ${date}\n\nWhat was observed: ${why}\n\n${en.unseen} The account was neither contacted nor warned. Which service should look into it is for you to say (in France, OCRTEH for trafficking and procuring).\n\n${isContactShared && mailbox !== "" ? `Contact: ${mailbox}` : "Contact: through the organisation."}`,
};

const wordings: Record<ReferralLanguage, Wording> = { fr, en };

const abouts: Record<ReferralLanguage, Record<ReferralKind, string>> = {
  fr: {
    suspected_minor_sexual: "Une personne montrée ou mise en scène pourrait être mineure.",
    suspected_minor_prostitution: "Une personne dont les services sont proposés pourrait être mineure.",
    suspected_trafficking: "Des éléments font craindre une situation de traite ; ils ne l’établissent pas.",
    suspected_pimping: "Des éléments font craindre une situation de proxénétisme ; ils ne l’établissent pas.",
    sextortion: "Une personne paraît menacée de la diffusion d’images.",
    threat_to_life: "La vie d’une personne paraît menacée.",
  },
  en: {
    suspected_minor_sexual: "A person shown or presented could be under 18.",
    suspected_minor_prostitution: "A person whose services are offered could be under 18.",
    suspected_trafficking: "What was seen raises a fear of trafficking; it does not establish it.",
    suspected_pimping: "What was seen raises a fear of procuring; it does not establish it.",
    sextortion: "A person seems to be threatened with the publication of images.",
    threat_to_life: "A person’s life seems to be threatened.",
  },
};

/** Year to minute, in the time of Paris where the recipients are. */
const printed = (date: Date, language: ReferralLanguage): string =>
  new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Europe/Paris",
  }).format(date);

function textOf(key: ReferralField, facts: Facts, language: ReferralLanguage): string {
  const words = wordings[language];
  switch (key) {
    case "category":
      return words.category[facts.kind];
    case "address":
      return facts.account.address;
    case "account":
      return facts.account.handle;
    case "platform":
      return facts.account.platform;
    case "when":
      return words.when(facts.date);
    case "reporter":
      return facts.isContactShared && facts.mailbox !== "" ? facts.mailbox : words.anonymous;
    case "comment":
    case "say":
    case "subject":
    case "letter":
      return words[key](facts);
  }
}

/** Cut at a word, with a mark that says so. */
function bounded(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const cut = text.slice(0, maxLength - 1);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > maxLength / 2 ? space : cut.length)}…`;
}

export interface FieldText {
  readonly key: ReferralField;
  readonly text: string;
}

/** What goes into each field of a recipient's form, in its order, never longer than it takes. An address is never cut. */
export function referralTexts(
  recipient: Pick<Recipient, "fields">,
  input: ReferralWordsInput,
  language: ReferralLanguage,
): FieldText[] {
  const opening = abouts[language][input.kind];
  const about = input.urgency === "immediate_danger_17_112" ? `${danger[language]} ${opening}` : opening;
  const facts: Facts = { ...input, date: printed(input.account.observedAt, language), about };
  return recipient.fields.map(({ key, maxLength }) => {
    const text = textOf(key, facts, language);
    return { key, text: key === "address" ? text : bounded(text, maxLength) };
  });
}
