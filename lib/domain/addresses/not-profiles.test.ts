import { describe, expect, it } from "vitest";
import type { AddressReason } from "./address";
import { parseAddress } from "./parse-address";
import notProfiles from "./test-cases/not-profiles.json";

/** Addresses on the platforms that are nobody's profile, by platform and by what they are. */
const lists: Record<string, Record<string, readonly string[]>> = notProfiles;

const rows = Object.entries(lists).flatMap(([platform, reasons]) =>
  Object.entries(reasons).flatMap(([reason, texts]) => texts.map((text) => ({ platform, reason, text }))),
);

describe("addresses that are nobody's profile", () => {
  it("takes not one of them for a profile", () => {
    expect(
      rows.filter(({ text }) => parseAddress(text).kind === "profile").map(({ text }) => text),
      `of ${rows.length}`,
    ).toEqual([]);
    expect(rows.length).toBeGreaterThan(500);
  });

  it("names the platform and the reason of each", () => {
    const wrong = rows
      .map((row) => ({ ...row, found: parseAddress(row.text) }))
      .filter(({ platform, reason, found }) => found.platform !== platform || found.reason !== reason)
      .map(
        ({ platform, reason, text, found }) => `${text}: ${found.platform} ${found.reason}, not ${platform} ${reason}`,
      );
    expect(wrong).toEqual([]);
  });

  it("gives no handle, key, id or address with them", () => {
    for (const { text } of rows) {
      expect(parseAddress(text)).toMatchObject({
        handle: null,
        shownHandle: null,
        key: null,
        stableId: null,
        profileUrl: null,
      });
    }
  });

  it("is not misled by capitals, tracking, mobile hosts or a wrapper", () => {
    const disguises = [
      (url: string): string => url.replace(/^https:\/\/(?:www\.)?/, "HTTP://WWW."),
      (url: string): string => `${url}${url.includes("?") ? "&" : "?"}utm_source=x&fbclid=y`,
      (url: string): string => `https://l.facebook.com/l.php?u=${encodeURIComponent(url)}&h=AT0`,
      (url: string): string => `https://web.archive.org/web/20260101000000/${url}`,
      (url: string): string => `(${url})`,
      (url: string): string => `vu ici : ${url} !`,
      (url: string): string =>
        url.replace(/^https:\/\/(?:www\.)?/, "hxxps://").replace(/\.(com|me|tv|fr|app)\//, "[.]$1/"),
    ];
    const plain = rows.filter(({ text }) => /^https:\/\/[^#]*$/.test(text));
    for (const disguise of disguises) {
      expect(
        plain
          .map(({ text }) => disguise(text))
          .filter((text) => parseAddress(text).kind === "profile" && parseAddress(text).platform !== "web"),
      ).toEqual([]);
    }
  });

  it("says why nothing can be logged from other text", () => {
    const reasons: readonly (readonly [AddressReason, readonly string[]])[] = [
      [
        "ip_address",
        [
          "http://192.168.0.1/lou",
          "https://127.0.0.1:3000",
          "http://[::1]/lou",
          "http://0x7f000001/",
          "http://2130706433/",
          "https://8.8.8.8/lou",
        ],
      ],
      [
        "private_host",
        [
          "http://localhost/lou",
          "http://intranet/lou",
          "https://printer.local/",
          "http://nas.lan/lou",
          "http://x.internal/",
          "http://a.localhost:8080/",
        ],
      ],
      [
        "scheme_refused",
        [
          "javascript:alert(1)",
          "data:text/html,<b>lou</b>",
          "ftp://example.com/lou",
          "file:///etc/passwd",
          "magnet:?xt=urn:btih:x",
          "blob:https://x.com/1",
          "about:blank",
          "chrome://settings",
          "JaVaScRiPt:alert('https://x.com/lou')",
        ],
      ],
      [
        "email",
        ["lou@example.com", "mailto:lou@example.com", "lou.vesper+a@gmail.com", "mailto:lou@mastodon.social?subject=x"],
      ],
      ["phone_number", ["+33 6 12 34 56 78", "06 12 34 56 78", "tel:+33612345678", "sms:+33612345678"]],
      [
        "shortener",
        [
          "https://bit.ly/3abcDEF",
          "tinyurl.com/abc",
          "https://cutt.ly/x",
          "https://rb.gy/x",
          "https://lou.page.link/x",
          "https://is.gd/x",
        ],
      ],
      ["handle_without_platform", ["@lou_vesper", "lou_vesper", "lou.vesper", "  @lou_vesper  ", "@lou_vesper."]],
      ["not_an_address", ["bonjour tout le monde", "?!", "elle vole des photos", "42 €"]],
      ["malformed_link", ["https://exa%20mple.com", "http://[x", "https://", "https://x.com:99999/lou"]],
      ["empty", ["", "   ", "\u200B\u200B", "\t"]],
      ["too_long", [`https://x.com/${"a".repeat(5_000)}`]],
      ["id_needed", ["lou#1234", "discord : louvesper_1"]],
      ["server_missing", ["mastodon : @lou_v"]],
    ];
    for (const [reason, texts] of reasons) {
      for (const text of texts) expect(parseAddress(text), text).toMatchObject({ kind: "unknown", reason, key: null });
    }
  });
});
