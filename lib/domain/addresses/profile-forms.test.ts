import { describe, expect, it } from "vitest";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { parseAddress, profileUrlOf } from "./parse-address";
import profiles from "./test-cases/profiles.json";

const did = "did:plc:z72i7hdynmk6r22z27h6tvur";
const channel = "UCabcdefghijKLMNOPqrst_-";

/** Every form of one account, by platform, canonical handle and key. */
const accounts = profiles.map(
  ({ platform, handle, key, forms }) => [platform as PlatformId, handle, key, forms] as const,
);

describe("the forms of an address", () => {
  it.each(accounts)("reads every form of %s %s (key %s) as one account", (platform, handle, key, forms) => {
    const wrong = forms
      .map((form) => parseAddress(form))
      .filter(
        (found) =>
          found.kind !== "profile" ||
          found.platform !== platform ||
          found.handle !== handle ||
          found.key !== key ||
          found.reason !== null,
      );
    expect(wrong).toEqual([]);
  });

  it("comes back to the same account from its canonical address and from its key", () => {
    for (const [platform, handle, key, forms] of accounts) {
      const found = parseAddress(forms[0] ?? "");
      expect(found.profileUrl).toMatch(/^https:\/\//);
      expect(parseAddress(found.profileUrl ?? "")).toMatchObject({ platform, handle, key });
      expect(parseAddress(profileUrlOf(platform, key) ?? "")).toMatchObject({ platform, key });
    }
  });

  it("gives no two different accounts one key", () => {
    const keys = accounts.map(([platform, , key]) => `${platform} ${key}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("carries the platform's own id wherever the address has it", () => {
    expect(parseAddress("https://x.com/i/user/12").stableId).toBe("12");
    expect(parseAddress("https://www.facebook.com/Lou-Vesper-105522931489227").stableId).toBe("105522931489227");
    expect(parseAddress(`https://bsky.app/profile/${did}`).stableId).toBe(did);
    expect(parseAddress(`https://www.youtube.com/channel/${channel}`).stableId).toBe(channel);
    expect(parseAddress("https://vk.com/id123").stableId).toBe("123");
    expect(parseAddress("https://discord.com/users/123456789012345678").stableId).toBe("123456789012345678");
    expect(parseAddress("https://onlyfans.com/u123456789").stableId).toBe("123456789");
    expect(parseAddress("https://www.linkedin.com/company/1035/").stableId).toBe("1035");
    expect(parseAddress("https://x.com/lou_vesper").stableId).toBeNull();
  });
});

describe("case and Unicode, as each platform treats them", () => {
  const key = (text: string): string | null => parseAddress(text).key;

  it("tells capitals apart where the platform does", () => {
    expect(key("youtube.com/channel/UCabcdefghijKLMNOPqrst_-")).not.toBe(
      key("youtube.com/channel/UCabcdefghijklmnopqrst_-"),
    );
    expect(key("https://example.com/Lou")).not.toBe(key("https://example.com/lou"));
    expect(key("linkedin.com/in/ACoAABabcdefghijklmnopqrstuvwxyz0123456")).not.toBe(
      key("linkedin.com/in/ACoAABABCDEFGHIJKLMNOPQRSTUVWXYZ0123456"),
    );
    expect(key("tiktok.com/@MS4wLjABAAAAabcdefghijklmnopqrstuv")).not.toBe(
      key("tiktok.com/@MS4wLjABAAAAABCDEFGHIJKLMNOPQRSTUV"),
    );
  });

  it("keeps how the handle was written, for the eye", () => {
    expect(parseAddress("https://x.com/Lou_Vesper")).toMatchObject({ handle: "lou_vesper", shownHandle: "Lou_Vesper" });
  });

  it("takes no look-alike letter for an ASCII one", () => {
    for (const text of [
      "https://x.com/lоu",
      "https://www.instagram.com/lοu",
      "https://t.me/lou_vеsper",
      "https://www.tiktok.com/@lou‐v",
    ]) {
      expect(parseAddress(text)).toMatchObject({ kind: "unknown", reason: "handle_shape" });
    }
  });

  it("takes no look-alike host for a platform", () => {
    for (const text of [
      "https://х.com/lou",
      "https://instаgram.com/lou",
      "https://x.com.evil.example/lou",
      "https://instagram.com@evil.example/lou",
      "https://evil.example/x.com/lou",
      "https://notx.com/lou",
      "https://instagram.co/lou",
    ]) {
      expect(parseAddress(text).platform).toBe("web");
    }
  });

  it("keeps names apart that live in different spaces of one platform", () => {
    const pairs = [
      ["youtube.com/@lou", "youtube.com/c/lou"],
      ["youtube.com/c/lou", "youtube.com/user/lou"],
      ["youtube.com/user/lou", "youtube.com/lou"],
      ["linkedin.com/in/lou", "linkedin.com/company/lou"],
      ["linkedin.com/company/lou", "linkedin.com/school/lou"],
      ["x.com/12", "x.com/i/user/12"],
      ["tiktok.com/@6569595380449902", "tiktok.com/share/user/6569595380449902"],
      ["@lou@mastodon.social", "@lou@mastodon.online"],
      ["bsky.app/profile/lou.bsky.social", "bsky.app/profile/lou.example.com"],
      ["vk.com/id12", "vk.com/id123"],
      ["https://example.com/a?id=1", "https://example.com/a?id=2"],
      ["https://example.com/#/lou", "https://example.com/#/max"],
      ["https://example.com:8080/lou", "https://example.com/lou"],
      ["pinterest.com/lou", "pinterest.com/lou_"],
      ["instagram.com/lou.v", "instagram.com/louv"],
    ];
    for (const [one = "", other = ""] of pairs) {
      expect(parseAddress(one).kind).toBe("profile");
      expect(parseAddress(other).kind).toBe("profile");
      expect(key(one)).not.toBe(key(other));
    }
  });
});
