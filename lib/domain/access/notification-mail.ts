/** The mail that says that something is there, and nothing more: a mailbox is read over shoulders, and by who keeps it. */
export interface NotificationMail {
  subject: string;
  text: string;
}

export const notificationMail: Readonly<Record<"fr" | "en", (count: number, link: string) => NotificationMail>> = {
  fr: (count, link) => ({
    subject: "Du nouveau pour vous",
    text: `Bonjour,

${count === 1 ? "Quelque chose de nouveau vous attend" : `${String(count)} nouveautés vous attendent`} ici :
${link}

Ce message n’en dit pas plus, exprès. Si vous doutez de son origine, tapez l’adresse vous-même.
`,
  }),
  en: (count, link) => ({
    subject: "Something new for you",
    text: `Hello,

${count === 1 ? "Something new waits for you" : `${String(count)} new things wait for you`} here:
${link}

This message says no more, on purpose. If you doubt where it comes from, type the address yourself.
`,
  }),
};

/** Minutes until the next try after so many failures; null once it is given up, after about three days. */
export function mailPauseMinutes(failures: number): number | null {
  return failures >= 20 ? null : Math.min(2 ** (failures - 1), 240);
}
