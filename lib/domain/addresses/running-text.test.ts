import { describe, expect, it } from "vitest";
import { parseAddress, parseLines } from "./parse-address";

const found = (text: string): string[] =>
  parseLines(text).map((one) =>
    one.kind === "profile" ? `${one.platform} ${one.handle}` : `${one.kind} ${one.reason}`,
  );

describe("handles in running text", () => {
  const sentences: readonly (readonly [string, readonly string[]])[] = [
    ["X : @lou_vesper et insta lou.vesper", ["x lou_vesper", "instagram lou.vesper"]],
    ["insta : lou.vesper / snap : lou-v", ["instagram lou.vesper", "snapchat lou-v"]],
    ["Insta: @lou.vesper, TikTok: @louvesper, X: @lou_v", ["instagram lou.vesper", "tiktok louvesper", "x lou_v"]],
    ["@lou_vesper sur insta et @lou_v sur X", ["instagram lou_vesper", "x lou_v"]],
    ["@lou_vesper (insta)", ["instagram lou_vesper"]],
    ["lou.vesper (instagram), louv_2 (snap)", ["instagram lou.vesper", "snapchat louv_2"]],
    ["lou_vesper on tiktok", ["tiktok lou_vesper"]],
    ["Elle m'a écrit depuis son compte télégram @lou_vesper hier", ["telegram lou_vesper"]],
    ["mon snap c'est lou.v92", ["snapchat lou.v92"]],
    ["ig lou.vesper", ["instagram lou.vesper"]],
    ["ig: lou", ["instagram lou"]],
    ["insta lou", ["instagram lou"]],
    ["lou insta", ["instagram lou"]],
    ["IG @lou.vesper", ["instagram lou.vesper"]],
    ["l'insta de la fausse : @lou.vesper", ["instagram lou.vesper"]],
    ["compte Tik Tok : @lou.v", ["tiktok lou.v"]],
    ["Only Fans : @louvesper", ["onlyfans louvesper"]],
    ["OF : louvesper", ["onlyfans louvesper"]],
    ["mym @louvesper", ["mym louvesper"]],
    ["X/Twitter : @lou_v", ["x lou_v"]],
    ["insta/tiktok : @lou.v", ["instagram lou.v", "tiktok lou.v"]],
    ["insta et tiktok : @lou.v", ["instagram lou.v", "tiktok lou.v"]],
    ["insta@lou.v", ["instagram lou.v"]],
    ["insta:@lou.v", ["instagram lou.v"]],
    ["fb: lou.vesper.92", ["facebook lou.vesper.92"]],
    ["twitter.com : @lou_v", ["content front_page", "x lou_v"]],
    ["insta : @a_1, @b_2 et @c_3", ["instagram a_1", "instagram b_2", "instagram c_3"]],
    ["Faux compte https://x.com/lou_v qui renvoie vers https://t.me/lou_vesper.", ["x lou_v", "telegram lou_vesper"]],
    ["(voir https://www.instagram.com/lou.v/) et x.com/lou_v", ["instagram lou.v", "x lou_v"]],
    ["https://x.com/lou_v,https://x.com/max_v", ["x lou_v", "x max_v"]],
    ["insta:https://www.instagram.com/lou.v", ["instagram lou.v"]],
    ["[X](https://x.com/lou_v) [insta](https://instagram.com/lou.v)", ["x lou_v", "instagram lou.v"]],
    ["| 12 | https://x.com/lou_v | stolen photos |", ["x lou_v"]],
    ["masto : @lou@piaille.fr", ["fediverse lou@piaille.fr"]],
    ["bsky : @lou.bsky.social", ["bluesky lou.bsky.social"]],
    ["bluesky lou", ["bluesky lou.bsky.social"]],
    ["reddit u/lou_vesper", ["reddit lou_vesper"]],
    ["snap👻 : lou.v92", ["snapchat lou.v92"]],
    ["📸 @lou.vesper insta", ["instagram lou.vesper"]],
    ["Snap ➡️ lou.v92", ["snapchat lou.v92"]],
    ["youtube @louvesper", ["youtube louvesper"]],
    ["ＩＧ：＠ｌｏｕ．ｖ", ["instagram lou.v"]],
    ["discord : 123456789012345678", ["discord 123456789012345678"]],
    ["photos of @lou_v on insta", ["instagram lou_v"]],
    ["vk : id12345", ["vk id12345"]],
    ["t.me/lou_vesper (tg)", ["telegram lou_vesper"]],
    ["linktree : lou.v", ["linktree lou.v"]],
  ];

  it.each(sentences)("reads %j", (text, wanted) => {
    expect(found(text)).toEqual(wanted);
  });

  it("takes no ordinary word for a handle", () => {
    for (const text of [
      "elle m'a contactée sur insta hier soir",
      "insta : compte supprimé depuis hier",
      "X est en panne",
      "Le compte X de la fausse a disparu",
      "snap moi",
      "on instagram she says hello",
      "insta: pas trouvé",
      "photo of the day",
      "le tg de mon voisin",
      "facebook: Lou Vesper",
      "J'ai vu ça sur TikTok, c'est fou.",
      "insta story",
      "twitter ou insta",
      "etc. et puis rien/du tout",
      "rdv à 18h30 ou 19.30",
      "v2.0 du fichier",
    ]) {
      expect(
        found(text).filter((one) => !one.startsWith("unknown")),
        text,
      ).toEqual([]);
    }
  });

  it("asks for the platform of a handle that names none", () => {
    expect(found("@lou_vesper")).toEqual(["unknown handle_without_platform"]);
    expect(found("c'est @lou_vesper la fausse")).toEqual(["unknown handle_without_platform"]);
  });

  it("takes the chosen platform for bare handles, and a link's own for links", () => {
    expect(parseAddress("lou.me", { platform: "instagram" })).toMatchObject({
      platform: "instagram",
      handle: "lou.me",
    });
    expect(parseAddress("@Lou_V", { platform: "x" })).toMatchObject({ platform: "x", handle: "lou_v" });
    expect(parseAddress("https://t.me/lou_v", { platform: "x" })).toMatchObject({
      platform: "telegram",
      handle: "lou_v",
    });
    expect(parseAddress("tg @lou_v", { platform: "x" })).toMatchObject({ platform: "telegram" });
    expect(parseAddress("in/lou-vesper", { platform: "linkedin" })).toMatchObject({ key: "in/lou-vesper" });
    expect(parseAddress("company/vesper", { platform: "linkedin" })).toMatchObject({ key: "company/vesper" });
    expect(parseAddress("u/lou_v", { platform: "reddit" })).toMatchObject({ handle: "lou_v" });
    expect(parseAddress("100012241140363", { platform: "facebook" })).toMatchObject({ stableId: "100012241140363" });
    expect(parseAddress("id123", { platform: "vk" })).toMatchObject({ stableId: "123" });
    expect(parseAddress("lou", { platform: "bluesky" })).toMatchObject({ handle: "lou.bsky.social" });
    expect(parseAddress("lou@piaille.fr", { platform: "fediverse" })).toMatchObject({ handle: "lou@piaille.fr" });
  });

  it("refuses a bare handle that the platform could not have, and says why", () => {
    expect(parseAddress("lou vesper", { platform: "instagram" })).toMatchObject({ kind: "unknown" });
    expect(parseAddress("lou-vesper", { platform: "instagram" })).toMatchObject({
      reason: "handle_shape",
      platform: "instagram",
    });
    expect(parseAddress("explore", { platform: "instagram" })).toMatchObject({ reason: "reserved_name" });
    expect(parseAddress("settings", { platform: "x" })).toMatchObject({ reason: "reserved_name" });
    expect(parseAddress("lou", { platform: "fediverse" })).toMatchObject({ reason: "server_missing" });
    expect(parseAddress("lou", { platform: "discord" })).toMatchObject({ reason: "id_needed" });
    expect(parseAddress("lou", { platform: "web" })).toMatchObject({ reason: "link_needed" });
    expect(parseAddress("p/C1abc", { platform: "instagram" })).toMatchObject({ kind: "content", reason: "post" });
  });
});

describe("texts of many lines", () => {
  it("lists each account once, with the line where it first stands, and keeps the lines that hold none", () => {
    const text =
      "https://x.com/Lou_V\r\n\n@lou_v sur X\nhttps://twitter.com/LOU_V/status/17\nbonjour à toutes\nhttps://instagram.com/lou_v\n";
    expect(parseLines(text).map(({ line, kind, platform, reason }) => ({ line, kind, platform, reason }))).toEqual([
      { line: 1, kind: "profile", platform: "x", reason: null },
      { line: 4, kind: "content", platform: "x", reason: "post" },
      { line: 5, kind: "unknown", platform: null, reason: "not_an_address" },
      { line: 6, kind: "profile", platform: "instagram", reason: null },
    ]);
  });

  it("reads any text in time that grows no faster than the text", () => {
    const patterns = [
      " ",
      ".",
      "a.",
      "@",
      "a@",
      "@a ",
      "(",
      ")",
      "http://",
      "https://x.com/",
      "insta ",
      "insta:",
      "](",
      "%25",
      "/a",
      "a-",
      "a=b&",
      "a[.]",
      "\u200B",
      "1 ",
      "a b ",
      "x : @a sur ",
      ",@",
      "🔥",
      "\uD800",
      "xn--",
      "u/",
      "[dot]",
      "https://web.archive.org/web/",
      "https://google.com/url?q=",
      "intent://",
      "tik tok ",
    ];
    const timeOf = (text: string): number => {
      const start = performance.now();
      parseAddress(text);
      parseLines(text, { platform: "facebook" });
      return performance.now() - start;
    };
    for (const pattern of patterns) {
      const text = pattern.repeat(Math.floor(4_096 / pattern.length));
      const best = Math.min(...[0, 1, 2].map(() => timeOf(text)));
      expect(best, JSON.stringify(pattern)).toBeLessThan(1_000);
    }
  }, 60_000);

  it("never throws on text made at random from what addresses are made of", () => {
    const pieces = [
      "http",
      "s://",
      "x.com",
      "/",
      "@",
      ".",
      ":",
      "?",
      "#",
      "%",
      "%2",
      "[",
      "]",
      "(",
      ")",
      "insta",
      " ",
      "\u200B",
      "é",
      "🔥",
      "\uD83D",
      "id",
      "1",
      "=",
      "&",
      "u=",
      "l.facebook.com/l.php",
      "\\",
      "intent:",
      "#Intent;",
      "did:plc:",
      "\u0000",
      "ｘ",
      "t.me",
      "mastodon.social",
      "-",
      "_",
      "\n",
      "\t",
      "~",
      "tumblr.com",
      "bsky.social",
      "!",
    ];
    // A fixed sequence, so that a failure can be repeated.
    let state = 42;
    const next = (limit: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % limit;
    };
    for (let round = 0; round < 5_000; round += 1) {
      const text = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)] ?? "").join("");
      for (const one of parseLines(text)) {
        const isProfile = one.kind === "profile";
        expect(
          [
            one.platform !== null || !isProfile,
            one.key !== null,
            one.handle !== null,
            one.profileUrl !== null,
            one.reason === null,
          ],
          text,
        ).toEqual([true, isProfile, isProfile, isProfile, isProfile]);
        if (one.profileUrl === null) continue;
        const again = parseAddress(one.profileUrl);
        expect([again.platform, again.key], `${text} → ${one.profileUrl}`).toEqual([one.platform, one.key]);
      }
    }
  }, 60_000);
});
