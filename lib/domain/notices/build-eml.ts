import { buildCsv } from "./build-csv";
import { buildJson } from "./build-json";
import { instantOf, noticeTitle } from "./compose-notice";
import { base64Lines, isMailbox, lineEnd, mailboxHeader, mailDate, quotedPrintable, textHeader } from "./mime";
import { noticeFileName } from "./notice-file-name";
import type { NoticeFile, NoticeInput } from "./notice-input";
import { plainText } from "./plain-text";
import { wordingIn } from "./wording-in";

/** The Message-ID without its angle brackets: kept with the notice, so that an answer finds it by its In-Reply-To. */
export function noticeMessageId(input: Pick<NoticeInput, "noticeNumber" | "preparedAt" | "messageIdHost">): string {
  const host = input.messageIdHost.toLowerCase().replace(/:\d+$/u, "");
  const isHost = host.length <= 253 && /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/u.test(host) && !host.includes("..");
  const seconds = Math.floor(instantOf(input.preparedAt).getTime() / 1000);
  return `notice-${Math.trunc(input.noticeNumber)}.${seconds}@${isHost ? host : "localhost"}`;
}

/** Opened in a mail program, a file with this line is a draft that can be sent, not a message that was received. */
const draftMark = `X-Unsent: 1${lineEnd}`;

function attachment(file: NoticeFile): string[] {
  return [
    `Content-Type: ${file.mediaType}`,
    `Content-Disposition: attachment; filename="${file.fileName}"`,
    "Content-Transfer-Encoding: base64",
    "",
    base64Lines(file.bytes),
  ];
}

/**
 * The notice as a message ready to send: plain text, with the JSON, the CSV and `more` (the paper) attached. The boundary cannot occur in a part,
 * because `=_` is neither base64 nor quoted-printable. A draft whose mailbox is missing or wrong has no From, and one for a desk
 * without mailbox no To; `missingElements` names the first, and the second is for the sender to fill in.
 */
export function buildEml(input: NoticeInput, more: readonly NoticeFile[] = []): NoticeFile {
  const wording = wordingIn(input.language);
  const { organisation, roleMailbox } = input.notifier;
  const desk = input.channel.mailbox;
  const boundary = `=_demasque_notice_${Math.trunc(input.noticeNumber)}`;
  const headers = [
    `Date: ${mailDate(instantOf(input.preparedAt))}${lineEnd}`,
    isMailbox(roleMailbox) ? mailboxHeader("From", organisation, roleMailbox) : "",
    desk !== null && isMailbox(desk) ? mailboxHeader("To", "", desk) : "",
    textHeader("Subject", noticeTitle(input, wording)),
    `Message-ID: <${noticeMessageId(input)}>${lineEnd}`,
    `Content-Language: ${input.language}${lineEnd}`,
    draftMark,
    `MIME-Version: 1.0${lineEnd}`,
    `Content-Type: multipart/mixed; boundary="${boundary}"${lineEnd}`,
  ].join("");
  const body = [
    "",
    `--${boundary}`,
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    quotedPrintable(plainText(input)),
    `--${boundary}`,
    ...attachment(buildJson(input)),
    `--${boundary}`,
    ...attachment(buildCsv(input)),
    ...more.flatMap((file) => [`--${boundary}`, ...attachment(file)]),
    `--${boundary}--`,
    "",
  ].join(lineEnd);
  return {
    fileName: noticeFileName(input, "eml"),
    mediaType: "message/rfc822",
    bytes: new TextEncoder().encode(headers + body),
  };
}

/** The same message once it is no draft: what a mail server is given. No header can hold a line break of its own, so the first is ours. */
export function withoutDraftMark(file: NoticeFile): NoticeFile {
  const text = new TextDecoder().decode(file.bytes);
  return { ...file, bytes: new TextEncoder().encode(text.replace(lineEnd + draftMark, lineEnd)) };
}
