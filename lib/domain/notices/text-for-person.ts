import type { NoticeLanguage } from "./notice-input";

export interface PersonsAccount {
  readonly profileUrl: string;
  readonly handle: string;
  /** A day in ISO form: when the team first saw it; null where that is not known. */
  readonly seenOn: string | null;
}

/**
 * What the person whose photos were used can paste into a platform's own form. She speaks for herself: nothing in it comes from the
 * team's record but the addresses and days, and she reads it before she sends it.
 */
export function textForPerson(accounts: readonly PersonsAccount[], language: NoticeLanguage): string {
  const words = sentences[language];
  const lines = accounts.map(({ profileUrl, handle, seenOn }) =>
    seenOn === null
      ? `- ${handle}: ${profileUrl}`
      : `- ${handle}: ${profileUrl} (${words.seen} ${seenOn.slice(0, 10)})`,
  );
  return [words.first(accounts.length), "", ...lines, "", words.mine, words.ask].join("\n");
}

/** The one message to the authentic creator (spec 05): says that something may be, names no account and asks nothing. */
export const firstContactText: Readonly<Record<NoticeLanguage, string>> = {
  en: [
    "Hello. We are a small group of volunteers who report fake accounts to platforms.",
    "Someone may be using photos of yours on an account that is not yours. We may be wrong, and there is nothing you have to do.",
    "If you wish: you can report such accounts yourself with the platform’s impersonation form, or write back to us and we tell you what we saw and what is possible. We never ask for money, papers or pictures.",
    "This is the only message you will get from us unless you answer.",
  ].join("\n\n"),
  fr: [
    "Bonjour. Nous sommes un petit groupe de bénévoles qui signalons de faux comptes aux plateformes.",
    "Il se peut que quelqu’un utilise de vos photos sur un compte qui n’est pas le vôtre. Nous pouvons nous tromper, et rien ne vous oblige à agir.",
    "Si vous le souhaitez\u00a0: vous pouvez signaler vous-même de tels comptes par le formulaire d’usurpation de la plateforme, ou nous répondre, et nous vous dirons ce que nous avons vu et ce qui est possible. Nous ne demandons jamais d’argent, de papiers ni d’images.",
    "C’est le seul message que vous recevrez de nous, sauf si vous y répondez.",
  ].join("\n\n"),
};

const sentences = {
  en: {
    first: (count: number) =>
      count === 1
        ? "The following account uses photos of me without my permission and presents itself as me:"
        : "The following accounts use photos of me without my permission and present themselves as me:",
    seen: "seen on",
    mine: "I did not create this, I do not run it, and I gave no one permission to use my photos.",
    ask: "Please remove it under your rules on impersonation, and tell me what you decide.",
  },
  fr: {
    first: (count: number) =>
      count === 1
        ? "Le compte suivant utilise des photos de moi sans ma permission et se présente comme moi\u00a0:"
        : "Les comptes suivants utilisent des photos de moi sans ma permission et se présentent comme moi\u00a0:",
    seen: "vu le",
    mine: "Je ne l’ai pas créé, je ne le gère pas, et je n’ai permis à personne d’utiliser mes photos.",
    ask: "Je vous demande de le supprimer au titre de vos règles sur l’usurpation d’identité, et de m’informer de votre décision.",
  },
} as const;
