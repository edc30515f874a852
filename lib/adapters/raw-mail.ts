import "server-only";
import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";

/** What is known after one try. `unsure`: the message was on the wire and nobody said whether it was taken. */
export type RawMailOutcome =
  | { readonly kind: "sent"; readonly response: number | null }
  | { readonly kind: "refused"; readonly response: number }
  | { readonly kind: "unreachable" }
  | { readonly kind: "unsure" };

const silenceMilliseconds = 20_000;
/** However slowly a server drips, a try ends by then. */
export const rawMailMostSeconds = 120;

/** The message as bytes; says when the server's own dialogue has come to the point where it is handed over. */
class HandedOver extends Readable {
  isBegun = false;
  private isRead = false;
  constructor(private readonly bytes: Uint8Array) {
    super();
  }
  override _read(): void {
    this.isBegun = true;
    if (!this.isRead) this.push(Buffer.from(this.bytes));
    this.isRead = true;
    this.push(null);
  }
}

/**
 * Hands these very bytes to the mail server of the environment, for one mailbox. Never throws for what the server does: a refusal
 * with a number is a refusal, a line that broke before the message is no sending, one that broke after it may have been.
 * @throws DomainError `unavailable mail_not_set_up`.
 */
export async function sendRawMail(to: string, bytes: Uint8Array): Promise<RawMailOutcome> {
  const { smtpUrl, mailFrom } = env();
  if (smtpUrl === undefined || mailFrom === undefined) throw new DomainError("unavailable", "mail_not_set_up");
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: silenceMilliseconds,
    greetingTimeout: silenceMilliseconds,
    socketTimeout: silenceMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = new HandedOver(bytes);
  const late = new AbortController();
  try {
    const sending = transport.sendMail({ envelope: { from: mailFrom, to }, raw });
    const ending = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(new Error("too late")), rawMailMostSeconds * 1000);
      late.signal.addEventListener("abort", () => clearTimeout(timer));
    });
    const info = (await Promise.race([sending, ending])) as { response?: string };
    const code = Number(info.response?.slice(0, 3));
    return { kind: "sent", response: Number.isInteger(code) ? code : null };
  } catch (error) {
    const { responseCode } = error as { responseCode?: number };
    if (typeof responseCode === "number" && responseCode >= 400) return { kind: "refused", response: responseCode };
    return raw.isBegun ? { kind: "unsure" } : { kind: "unreachable" };
  } finally {
    late.abort();
    transport.close();
  }
}
