import type { NotificationMail } from "./notification-mail";

export const resetMinutes = 30;

/** The one mail that carries a secret: a link for half an hour, which opens nothing without the second factor. */
export const resetMail: Readonly<Record<"fr" | "en", (link: string) => NotificationMail>> = {
  fr: (link) => ({
    subject: "Choisir un nouveau mot de passe",
    text: `Bonjour,

Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour ce compte. Ce lien sert une fois, pendant ${String(resetMinutes)} minutes :
${link}

Si ce n’était pas vous, laissez ce message de côté : rien n’a changé.
`,
  }),
  en: (link) => ({
    subject: "Choose a new password",
    text: `Hello,

Somebody, most likely you, asked for a new password for this account. This link works once, for ${String(resetMinutes)} minutes:
${link}

If it was not you, leave this message be: nothing has changed.
`,
  }),
};
