import { describe, expect, test } from "vitest";
import { mailFileMostBytes, readMailFile as readWith } from "./read-mail-file";

/** There is no browser here to read markup; what it makes of it is tried in one (e2e/ledger.spec.ts). */
const readMailFile = (bytes: ArrayBuffer) => readWith(bytes, (markup) => markup.replaceAll(/<[^<>]*>/gu, "").trim());

const id = "notice-57.1732280000@desk.example";
const bytesOf = (text: string, letters: BufferEncoding = "utf8"): ArrayBuffer =>
  new Uint8Array(Buffer.from(text, letters)).buffer;
const lines = (...all: readonly string[]): string => all.join("\r\n");
const head = [
  "From: Support <support@platform.example>",
  "To: signalement@collectif.example",
  "Date: Mon, 23 Nov 2026 10:00:00 +0100",
  `In-Reply-To: <${id}>`,
  "MIME-Version: 1.0",
];
const plain = lines(
  ...head,
  "Subject: Your report",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Le compte a été supprimé.",
);
const multipart = (type: string, ...parts: readonly (readonly string[])[]): string =>
  lines(`Content-Type: multipart/${type}; boundary="b"`, "", ...parts.flatMap((part) => ["--b", ...part]), "--b--", "");
const said = "Le compte a été supprimé.";

describe("a mail from a file", () => {
  test.each<[string, ArrayBuffer, string]>([
    ["with CRLF", bytesOf(plain), said],
    ["with LF alone", bytesOf(plain.replaceAll("\r\n", "\n")), said],
    ["with CR alone", bytesOf(plain.replaceAll("\r\n", "\r")), said],
    ["behind a byte order mark", bytesOf(`\uFEFF${plain}`), said],
    ["in two bytes to a letter", bytesOf(`\uFEFF${plain}`, "utf16le"), said],
    ["behind blank lines", bytesOf(`\r\n\r\n${plain}`), said],
    ["out of a mailbox file", bytesOf(`From support@x.example Mon Nov 23 10:00:00 2026\r\n${plain}`), said],
    ["in eight-bit letters that it does not name", bytesOf(plain.replace("; charset=utf-8", ""), "latin1"), said],
    [
      "in quoted-printable Latin letters",
      bytesOf(
        lines(
          ...head,
          "Subject: x",
          "Content-Type: text/plain; charset=ISO-8859-15",
          "Content-Transfer-Encoding: quoted-printable",
          "",
          "Le compte a =E9t=E9 supp=",
          "rim=E9.",
        ),
      ),
      said,
    ],
    [
      "in base64",
      bytesOf(
        lines(
          ...head,
          "Content-Type: text/plain; charset=utf-8",
          "Content-Transfer-Encoding: base64",
          "",
          Buffer.from(said).toString("base64"),
        ),
      ),
      said,
    ],
    [
      "as text and markup, the text part empty",
      bytesOf(
        lines(
          ...head,
          multipart(
            "alternative",
            ["Content-Type: text/plain", "", ""],
            ["Content-Type: text/html; charset=utf-8", "", `<p>${said}</p>`],
          ),
        ),
      ),
      said,
    ],
    ["as markup alone", bytesOf(lines(...head, "Content-Type: text/html; charset=utf-8", "", `<b>${said}</b>`)), said],
    [
      "in parts, cut off before its end",
      bytesOf(
        lines(
          ...head,
          'Content-Type: multipart/mixed; boundary="m"',
          "",
          "--m",
          "Content-Type: text/plain; charset=utf-8",
          "",
          said,
        ),
      ),
      said,
    ],
    [
      "encrypted",
      bytesOf(lines(...head, "Content-Type: application/pkcs7-mime", "Content-Transfer-Encoding: base64", "", "AAAA")),
      "",
    ],
  ])("%s", async (_, bytes, text) => {
    const mail = await readMailFile(bytes);
    expect(mail).toMatchObject({ text, repliesTo: [id], date: "2026-11-23T09:00:00.000Z", isBounce: false });
  });

  test("has its subject out of encoded words on several lines", async () => {
    const subject = "Subject: =?iso-8859-1?Q?D=E9ci?=\r\n =?utf-8?B?c2lvbiDinJM=?=";
    expect((await readMailFile(bytesOf(lines(...head, subject, "", "x"))))?.subject).toBe("Décision ✓");
  });

  test("is tied to its notice by a References chain of any length", async () => {
    const chain = Array.from({ length: 400 }, (_, at) => `<a-rather-long-name-${String(at)}@platform.example>`);
    const mail = await readMailFile(
      bytesOf(lines("From: a@b.example", `References: ${chain.join("\r\n ")}`, ` <${id}>`, "", "x")),
    );
    expect(mail?.repliesTo).toEqual([id]);
  });

  test("without a date of its own has that of its arrival, and none where neither can be read", async () => {
    const arrived = "Received: from x by y; Mon, 23 Nov 2026 09:00:00 +0000";
    expect((await readMailFile(bytesOf(lines(arrived, "From: a@b.example", "", "x"))))?.date).toBe(
      "2026-11-23T09:00:00.000Z",
    );
    expect((await readMailFile(bytesOf(lines("From: a@b.example", "Date: yesterday", "", "x"))))?.date).toBeNull();
  });

  test.each([
    ["the message", ["Content-Type: message/rfc822", "", `Message-ID: <${id}>`, "", "account suspended"]],
    ["its headers alone", ["Content-Type: text/rfc822-headers", "", `Message-ID: <${id}>`]],
  ])(
    "that could not be delivered comes back as that, by %s it gives back, and says nothing of the account",
    async (_, back) => {
      const bounce = lines(
        "From: MAILER-DAEMON@mx.example",
        "Subject: Undelivered Mail Returned to Sender",
        multipart(
          "report; report-type=delivery-status",
          ["", "The account that you tried to reach is disabled."],
          ["Content-Type: message/delivery-status", "", "Final-Recipient: rfc822; a@b.example", "Action: failed"],
          back,
        ),
      );
      const mail = await readMailFile(bytesOf(bounce));
      expect(mail).toMatchObject({ isBounce: true, repliesTo: [id] });
      expect(mail?.text).not.toContain("suspended");
      expect((await readMailFile(bytesOf(bounce.replace("Action: failed", "Action: delayed"))))?.isBounce).toBe(false);
    },
  );

  test("handed on as an attachment is read itself; our own notice given back with an answer is not", async () => {
    const outer = (comment: string, ...inner: readonly string[]) =>
      bytesOf(
        lines(
          "From: me@c.example",
          "Subject: TR",
          multipart("mixed", ["", comment], ["Content-Type: message/rfc822", "", ...inner]),
        ),
      );
    expect(await readMailFile(outer("Here it is.", ...head, "Subject: Decision", "", "No violation."))).toMatchObject({
      subject: "Decision",
      text: "No violation.",
      repliesTo: [id],
    });
    expect(await readMailFile(outer("No violation.", `Message-ID: <${id}>`, "", "Our notice"))).toMatchObject({
      subject: "TR",
      text: "No violation.",
      repliesTo: [id],
    });
  });

  test.each<[string, ArrayBuffer]>([
    ["nothing", bytesOf("")],
    ["blanks", bytesOf(" \r\n \n")],
    ["a picture under its name", bytesOf("\u0089PNG\r\n\u001A\n\0\0\0\rIHDR:\u0001", "latin1")],
    ["another program’s own file", new Uint8Array(50_000).map((__, at) => (at < 2 ? 0xd0 : (at * 7919) & 255)).buffer],
    ["a text", bytesOf("Bonjour : je vous écris.\nNote: rien\n\nTexte")],
    ["a page", bytesOf("<html><body>From: x</body></html>")],
    [
      "parts in parts without end",
      bytesOf(
        lines(
          ...head,
          ...Array.from(
            { length: 60 },
            (__, at) => `Content-Type: multipart/mixed; boundary="b${String(at)}"\r\n\r\n--b${String(at)}`,
          ),
        ),
      ),
    ],
    ["more than a mail can be", new ArrayBuffer(mailFileMostBytes + 1)],
  ])("is not %s", async (_, bytes) => {
    expect(await readMailFile(bytes)).toBeNull();
  });

  test("is read with twenty megabytes attached", async () => {
    const attached = `${"A".repeat(76)}\r\n`.repeat(360_000);
    const mail = await readMailFile(
      bytesOf(
        lines(
          ...head,
          multipart(
            "mixed",
            ["Content-Type: text/plain", "", "Removed."],
            ["Content-Type: application/zip", "Content-Transfer-Encoding: base64", "", attached],
          ),
        ),
      ),
    );
    expect(mail).toMatchObject({ text: "Removed.", repliesTo: [id] });
  });
});
