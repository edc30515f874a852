import "server-only";
import { createTransport } from "nodemailer";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";

export interface Mail {
  to: string;
  subject: string;
  text: string;
  attachments?: readonly { filename: string; content: string }[];
}

const patienceMilliseconds = 20_000;

/** Hands one message to the mail server of the environment. @throws DomainError `unavailable mail_not_set_up`, `mail_failed`. */
export async function sendMail({ to, subject, text, attachments = [] }: Mail): Promise<void> {
  const { smtpUrl, mailFrom } = env();
  if (smtpUrl === undefined || mailFrom === undefined) throw new DomainError("unavailable", "mail_not_set_up");
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: patienceMilliseconds,
    greetingTimeout: patienceMilliseconds,
    socketTimeout: patienceMilliseconds,
    // A message never reaches for files or addresses by itself.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from: mailFrom, to, subject, text, attachments: [...attachments] });
  } catch (error) {
    throw new DomainError("unavailable", "mail_failed", {}, { cause: error });
  } finally {
    transport.close();
  }
}
