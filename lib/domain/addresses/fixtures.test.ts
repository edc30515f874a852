import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import type { ParsedAddress } from "./parse-address";
import { parseAddress, parseLines, profileUrlOf, unwrapLink } from "./parse-address";

const readCsv = (file: string): Record<string, string>[] =>
  parseCsv(readFileSync(file, "utf8"), { columns: true, skip_empty_lines: true });
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

/** Handles of platforms that ignore case are compared as those platforms do. */
const same = (found: string | null, wanted: string): boolean => found?.toLowerCase() === wanted.toLowerCase();

const sherlock = fixture("profile-urls/sherlock/data.json");
const cases = fixture("profile-urls/social-profile-url-parser/cases");
const socialLinks = fixture("profile-urls/social-links/cases.csv");
const legislators = fixture("profile-urls/legislators/handles.csv");
const redirects = fixture("redirects/cases.csv");

interface Site {
  readonly url: string;
  readonly username_claimed: string;
}

const sherlockPlatforms: Readonly<Record<string, string>> = {
  AllMyLinks: "allmylinks",
  Bluesky: "bluesky",
  Chaos: "fediverse",
  "chaos.social": "fediverse",
  Fosstodon: "fediverse",
  Framapiaf: "fediverse",
  Instagram: "instagram",
  LemmyWorld: "fediverse",
  LinkedIn: "linkedin",
  Linktree: "linktree",
  Mamot: "fediverse",
  "mastodon.cloud": "fediverse",
  "mastodon.social": "fediverse",
  "mastodon.xyz": "fediverse",
  "mstdn.io": "fediverse",
  "mstdn.social": "fediverse",
  Pinterest: "pinterest",
  "pixelfed.social": "fediverse",
  "programming.dev": "fediverse",
  Reddit: "reddit",
  Snapchat: "snapchat",
  "social.tchncs.de": "fediverse",
  Telegram: "telegram",
  threads: "threads",
  TikTok: "tiktok",
  tumblr: "tumblr",
  Twitch: "twitch",
  Twitter: "x",
  VK: "vk",
  YouTube: "youtube",
};

describe.skipIf(sherlock === undefined)("sherlock's sites (skipped without the shared fixtures)", () => {
  const sites = Object.entries(sherlock === undefined ? {} : (readJson(sherlock) as Record<string, Site>)).filter(
    ([name]) => !name.startsWith("$"),
  );
  const handleOf = (site: Site): string => {
    const host = new URL(site.url.replace("{}", "x")).hostname;
    return site.url.includes("{}.bsky.social")
      ? `${site.username_claimed}.bsky.social`
      : `${site.username_claimed}|${site.username_claimed}@${host}`;
  };

  it("reads platform and handle of every known user on the platforms of this desk", () => {
    const wrong = sites
      .filter(([name]) => name in sherlockPlatforms)
      .map(([name, site]) => ({ name, site, found: parseAddress(site.url.replace("{}", site.username_claimed)) }))
      .filter(({ name, site, found }) => {
        const wanted = handleOf(site).split("|");
        return (
          found.kind !== "profile" ||
          found.platform !== sherlockPlatforms[name] ||
          !wanted.some((one) => same(found.handle, one))
        );
      })
      .map(({ name, found }) => `${name}: ${found.kind} ${found.platform} ${found.handle} ${found.reason}`);
    expect(
      wrong,
      `${Object.keys(sherlockPlatforms).length - wrong.length} of ${Object.keys(sherlockPlatforms).length}`,
    ).toEqual([]);
  });

  it("takes no other site for one of the platforms", () => {
    const mistaken = sites
      .filter(([name]) => !(name in sherlockPlatforms) && name !== "Discord")
      .map(([name, site]) => ({ name, found: parseAddress(site.url.replace("{}", site.username_claimed)) }))
      .filter(({ found }) => found.platform !== "web" || found.kind !== "profile")
      .map(({ name, found }) => `${name}: ${found.input} ${found.kind} ${found.platform} ${found.reason}`);
    expect(mistaken).toEqual([]);
  });
});

interface Case {
  readonly text: string;
  readonly expected: readonly { readonly type: string; readonly username: string }[];
}

describe.skipIf(cases === undefined)("social-profile-url-parser's cases (skipped without the shared fixtures)", () => {
  const ours: Readonly<Record<string, string>> = {
    facebook: "facebook",
    instagram: "instagram",
    linkedin: "linkedin",
    pinterest: "pinterest",
    reddit: "reddit",
    snapchat: "snapchat",
    telegram: "telegram",
    tiktok: "tiktok",
    tumblr: "tumblr",
    twitter: "x",
    vk: "vk",
    youtube: "youtube",
  };
  // Its pattern for this one eats the first letter of the id.
  const mistakes: Readonly<Record<string, string>> = {
    AkAAAAUPBYBUvwhRxT8bCEs3ZtRallalala: "AAkAAAAUPBYBUvwhRxT8bCEs3ZtRallalala",
  };
  const all = (cases === undefined ? [] : readdirSync(cases)).flatMap((file) =>
    (readJson(path.join(cases ?? "", file)) as Case[]).map((one) => ({ name: file.replace(".json", ""), one })),
  );

  it("reads platform and handle of every profile on the platforms of this desk", () => {
    const profiles = all.filter(({ name, one }) => name in ours && one.expected.length > 0);
    const wrong = profiles.filter(({ name, one }) => {
      const found = parseAddress(one.text);
      const wanted = one.expected[0]?.username ?? "";
      return (
        found.kind !== "profile" || found.platform !== ours[name] || !same(found.handle, mistakes[wanted] ?? wanted)
      );
    });
    expect(
      wrong.map(({ one }) => one.text),
      `${profiles.length - wrong.length} of ${profiles.length}`,
    ).toEqual([]);
  });

  it("takes no profile from what the corpus says is none, and no community for an account", () => {
    const none = all.filter(({ name, one }) => (name in ours && one.expected.length === 0) || name === "subreddit");
    expect(none.map(({ one }) => parseAddress(one.text)).filter((found) => found.kind === "profile")).toEqual([]);
    expect(none.length).toBeGreaterThan(1);
  });

  it("takes no other site for one of the platforms", () => {
    const others = all.filter(({ name }) => !(name in ours) && name !== "subreddit");
    const mistaken = others
      .map(({ one }) => parseAddress(one.text))
      .filter((found) => found.platform !== null && found.platform !== "web");
    expect(mistaken).toEqual([]);
  });
});

describe.skipIf(socialLinks === undefined)("social-links' cases (skipped without the shared fixtures)", () => {
  const ours = new Set([
    "linkedin",
    "pinterest",
    "facebook",
    "instagram",
    "linktree",
    "twitch",
    "vk",
    "telegram",
    "tiktok",
    "x",
  ]);
  const rows = socialLinks === undefined ? [] : readCsv(socialLinks);

  it("reads platform and handle of every form, also of a bare name with its platform", () => {
    const known = rows.filter((row) => ours.has(row.platform ?? ""));
    const wrong = known.filter((row) => {
      const found = parseAddress(row.input ?? "", { platform: row.platform as never });
      return (
        found.kind !== "profile" ||
        found.platform !== row.platform ||
        (row.profile_id !== "" && !same(found.handle, row.profile_id ?? ""))
      );
    });
    expect(wrong, `${known.length - wrong.length} of ${known.length}`).toEqual([]);
  });
});

describe.skipIf(legislators === undefined)("the legislators' accounts (skipped without the shared fixtures)", () => {
  const platformOf: Readonly<Record<string, string>> = {
    twitter: "x",
    twitter_id: "x",
    facebook: "facebook",
    instagram: "instagram",
    youtube: "youtube",
    youtube_id: "youtube",
    mastodon: "fediverse",
  };
  const rows = (legislators === undefined ? [] : readCsv(legislators)).map((row) => ({
    field: row.platform_field ?? "",
    name: (row.handle_or_id ?? "").replace(/^@/, ""),
    url: row.canonical_url_template_applied ?? "",
  }));
  // Numbers of Instagram accounts come without an address, and there is none to make of them.
  const readable = rows.filter((row) => row.field !== "instagram_id");
  const read = (row: (typeof rows)[number]): ParsedAddress => parseAddress(row.url === "" ? `@${row.name}` : row.url);
  const identity = (found: ParsedAddress): string => `${found.platform} ${found.key}`;

  it("reads platform, handle and id of every row that has an address", () => {
    const wrong = readable.filter((row) => {
      const found = read(row);
      const isRight = row.field.endsWith("_id") ? found.stableId === row.name : same(found.handle, row.name);
      return found.kind !== "profile" || found.platform !== platformOf[row.field] || !isRight;
    });
    expect(wrong, `${readable.length - wrong.length} of ${readable.length}`).toEqual([]);
    expect(readable.length).toBeGreaterThan(2_800);
  });

  it("comes back to the same handle and key from the address that it makes", () => {
    const lost = readable.map(read).filter((found) => {
      const again = parseAddress(found.profileUrl ?? "");
      const fromKey = parseAddress(profileUrlOf(found.platform ?? "web", found.key ?? "") ?? "");
      return (
        again.handle !== found.handle || identity(again) !== identity(found) || identity(fromKey) !== identity(found)
      );
    });
    expect(lost).toEqual([]);
  });

  it("gives different accounts different keys, and one account one key on both of X's hosts", () => {
    const names = new Map<string, Set<string>>();
    for (const row of readable) {
      const isId = /^UC[\w-]{22}$/.test(row.name);
      const key = identity(read(row));
      names.set(
        key,
        (names.get(key) ?? new Set()).add(`${platformOf[row.field]} ${isId ? row.name : row.name.toLowerCase()}`),
      );
    }
    expect([...names.values()].filter((set) => set.size > 1)).toEqual([]);
    const accounts = new Set(
      readable.map(
        (row) =>
          `${row.field.replace("_id", "")} ${/^UC[\w-]{22}$/.test(row.name) ? row.name : row.name.toLowerCase()}`,
      ),
    );
    expect(names.size).toBe(accounts.size);
  });

  it("logs them all from one pasted text", () => {
    const parsed = parseLines(readable.map((row) => (row.url === "" ? `@${row.name}` : row.url)).join("\n"));
    expect(parsed.every((one) => one.kind === "profile")).toBe(true);
  });
});

describe.skipIf(redirects === undefined)("wrapped links (skipped without the shared fixtures)", () => {
  it("unwraps every one without opening it", () => {
    const rows = redirects === undefined ? [] : readCsv(redirects);
    expect(rows.map((row) => unwrapLink(row.input ?? ""))).toEqual(rows.map((row) => row.expected));
    expect(rows.length).toBeGreaterThan(5);
  });
});
