import PostalMime, { type Attachment, type Email } from "postal-mime";
import { ourMessageIds } from "@/lib/domain/notices/read-answer";
import { textOfHtml } from "./html-text";

/** What mail servers let through, as it grows in base64, and room for its text. */
export const mailFileMostBytes = 40_000_000;
const textMostCharacters = 20_000;
const partMostCharacters = 200_000;
/** "Here is their answer": more than a line or two is a mail of its own. */
const mostWhenHandingOn = 300;

export interface MailFile {
  subject: string;
  text: string;
  /** Our own Message-IDs that it names, in its headers, its text or the message that it gives back. */
  repliesTo: string[];
  /** In ISO form; null where the mail names none that can be read. */
  date: string | null;
  /** It says that our mail could not be delivered: nobody has read it. */
  isBounce: boolean;
}

/** One of these is in every mail; a text or a picture under the name of a mail has none of them. */
const mailHeaders = ["from", "to", "subject", "date", "message-id", "received", "return-path", "content-type"];

/** Other line ends, other marks at the start, two bytes to a letter: all as the reader of mails wants them. */
function plainBytes(bytes: ArrayBuffer): Uint8Array<ArrayBuffer> {
  let view = new Uint8Array(bytes);
  const [first, second, third] = view;
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  if (wide !== null) view = new TextEncoder().encode(new TextDecoder(wide).decode(view));
  else if (first === 0xef && second === 0xbb && third === 0xbf) view = view.slice(3);
  const start = view.findIndex((byte) => byte !== 0x0a && byte !== 0x0d && byte !== 0x20 && byte !== 0x09);
  view = view.slice(Math.max(0, start));
  if (!view.includes(0x0a)) view = view.map((byte) => (byte === 0x0d ? 0x0a : byte));
  return isNamelessLatin(view) ? new TextEncoder().encode(new TextDecoder("windows-1252").decode(view)) : view;
}

/** Eight-bit letters of Western Europe in a mail that says nothing of letters: old desks send such. */
function isNamelessLatin(view: Uint8Array): boolean {
  if (!view.some((byte) => byte > 0x7f)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(view);
    return false;
  } catch {
    return !/charset/iu.test(new TextDecoder("latin1").decode(view));
  }
}

function textOf(mail: Email, readMarkup: typeof textOfHtml): string {
  const plain = (mail.text ?? "").trim();
  const shown = mail.html === undefined ? "" : readMarkup(mail.html);
  // Some desks send a text part that says no more than "look at the other part".
  return plain === "" || (plain.length < 80 && shown.length > 4 * plain.length) ? shown : plain;
}

/** What a report of a mail server gives back or says, as text. */
function partText({ mimeType, content }: Attachment): string {
  if (!/^(?:message\/|text\/rfc822)/u.test(mimeType)) return "";
  const text = typeof content === "string" ? content : new TextDecoder().decode(content);
  return text.slice(0, partMostCharacters);
}

function isBounce(mail: Email, type: string, parts: readonly Attachment[]): boolean {
  const status = parts.find(({ mimeType }) => mimeType.endsWith("delivery-status"));
  if (status !== undefined) return !/^Action:\s*(?:delayed|delivered|relayed|expanded)/imu.test(partText(status));
  if (/report-type="?delivery-status/iu.test(type)) return true;
  const from = `${mail.from?.address ?? ""} ${mail.from?.name ?? ""}`;
  return (
    /mailer-daemon|postmaster@|mail delivery (?:sub)?system/iu.test(from) &&
    /undeliver|not delivered|non remis|deliver(?:y|ed)|returned mail|failure|échec|impossible de remettre/iu.test(
      mail.subject ?? "",
    )
  );
}

/** When it was sent; else when it arrived, by the newest of its servers. */
function dateOf(mail: Email): string | null {
  const arrived = mail.headers.find(({ key }) => key === "received")?.value ?? "";
  for (const text of [mail.date ?? "", arrived.slice(arrived.lastIndexOf(";") + 1)]) {
    const date = new Date(text);
    if (text.trim() !== "" && !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 2000) return date.toISOString();
  }
  return null;
}

/** The mail that a short one hands on as its attachment; our own notice, given back with an answer, is none. */
async function handedOn(
  mail: Email,
  text: string,
  readMarkup: typeof textOfHtml,
  depth: number,
): Promise<MailFile | null> {
  const inner = mail.attachments.find(({ mimeType }) => mimeType === "message/rfc822");
  if (inner === undefined || text.length > mostWhenHandingOn || depth >= 3) return null;
  const { content } = inner;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  const head = new TextDecoder().decode(bytes.subarray(0, 20_000));
  if (ourMessageIds(/^Message-ID:[^\S\n]*\n?.*$/imu.exec(head)?.[0] ?? "").length > 0) return null;
  return readMailFile(new Uint8Array(bytes).buffer, readMarkup, depth + 1);
}

/** Reads a mail in the browser: headers and text; attachments are not looked at. Null where it cannot be read. */
export async function readMailFile(
  bytes: ArrayBuffer,
  readMarkup: typeof textOfHtml = textOfHtml,
  depth = 0,
): Promise<MailFile | null> {
  if (bytes.byteLength > mailFileMostBytes) return null;
  try {
    const mail = await PostalMime.parse(plainBytes(bytes), {
      ...{ maxNestingDepth: 20, maxHeadersSize: 200_000, forceRfc822Attachments: true },
    });
    if (!mail.headers.some(({ key }) => mailHeaders.includes(key))) return null;
    const valueOf = (name: string): string => mail.headers.find(({ key }) => key === name)?.value ?? "";
    const text = textOf(mail, readMarkup).slice(0, textMostCharacters);
    const named = [mail.inReplyTo ?? "", mail.references ?? "", ...mail.attachments.map(partText), text];
    const repliesTo = ourMessageIds(named.join("\n"));
    const isReport = isBounce(mail, valueOf("content-type"), mail.attachments);
    const inner = isReport ? null : await handedOn(mail, text, readMarkup, depth);
    if (inner !== null) return { ...inner, repliesTo: [...new Set([...inner.repliesTo, ...repliesTo])] };
    return {
      subject: (mail.subject ?? "").slice(0, 1000),
      text,
      repliesTo,
      date: dateOf(mail),
      isBounce: isReport,
    };
  } catch {
    return null;
  }
}
