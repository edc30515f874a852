import PostalMime from "postal-mime";

export const mailFileMostBytes = 5_000_000;
const textMostCharacters = 20_000;

export interface MailFile {
  subject: string;
  text: string;
  repliesTo: string[];
  /** In ISO form; null where the mail names none that can be read. */
  date: string | null;
}

/** The text of a page of markup, by the browser's own inert parser: nothing of it runs or is fetched. */
function textOfHtml(html: string): string {
  const page = new DOMParser().parseFromString(html.replace(/<br\s*\/?>|<\/(?:p|div|tr|li)>/giu, "$&\n"), "text/html");
  for (const hidden of page.querySelectorAll("style, script, template, head")) hidden.remove();
  return page.body.textContent.replace(/[ \t]+/gu, " ").replace(/\s*\n\s*/gu, "\n");
}

/** Reads a mail in the browser: headers and text; attachments are not looked at. Null where it cannot be read. */
export async function readMailFile(bytes: ArrayBuffer): Promise<MailFile | null> {
  if (bytes.byteLength > mailFileMostBytes) return null;
  try {
    const mail = await PostalMime.parse(bytes, { maxNestingDepth: 20, maxHeadersSize: 200_000 });
    const text = mail.text ?? (mail.html === undefined ? "" : textOfHtml(mail.html));
    if (mail.headers.length === 0) return null;
    const date = mail.date === undefined ? Number.NaN : Date.parse(mail.date);
    return {
      subject: (mail.subject ?? "").slice(0, 1000),
      text: text.trim().slice(0, textMostCharacters),
      repliesTo: [mail.inReplyTo ?? "", mail.references ?? ""]
        .filter((one) => one !== "")
        .map((one) => one.slice(0, 4000)),
      date: Number.isNaN(date) ? null : new Date(date).toISOString(),
    };
  } catch {
    return null;
  }
}
