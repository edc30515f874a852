import { describe, expect, it } from "vitest";
import { parseAddress } from "./addresses/parse-address";
import {
  authenticKeyOf,
  collisionDecisions,
  isCodeAwaited,
  isRenewable,
  labelKey,
  mandateCode,
  mandateStatusAt,
  mandateStatuses,
  mayCreatorSight,
  standAfter,
} from "./mandate";

const now = new Date("2026-11-22T12:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const row = (status: string, days: number | null, renewing = false) => ({
  status,
  expiresAt: days === null ? null : inDays(days),
  renewingSince: renewing ? inDays(-1) : null,
});

describe("how a mandate stands", () => {
  it.each(mandateStatuses)("%s is what its row says while its time runs", (status) => {
    expect(mandateStatusAt(row(status, 10), now)).toBe(status);
  });

  it("a verified one whose time is over is none, whatever its row says; a frozen or withdrawn one stays what it is", () => {
    expect(mandateStatusAt(row("verified", 0), now)).toBe("expired");
    expect(mandateStatusAt(row("verified", -1), now)).toBe("expired");
    expect(mandateStatusAt(row("frozen", -1), now)).toBe("frozen");
    expect(mandateStatusAt(row("withdrawn", -1), now)).toBe("withdrawn");
  });

  it.each([
    ["pending", null, false, false],
    ["verified", 31, false, false],
    ["verified", 30, false, true],
    ["verified", 30, true, false],
    ["verified", -1, false, true],
    ["expired", -5, true, true],
    ["frozen", 5, false, false],
    ["withdrawn", 5, false, false],
  ] as const)("%s with %s days left (being renewed: %s) can be renewed: %s", (status, days, renewing, expected) => {
    expect(isRenewable(row(status, days, renewing), now)).toBe(expected);
  });

  it.each([
    ["pending", null, false, true],
    ["verified", 20, false, false],
    ["verified", 20, true, true],
    ["expired", -1, true, true],
    ["expired", -1, false, false],
    ["frozen", 20, true, false],
    ["withdrawn", null, true, false],
  ] as const)(
    "%s with %s days left (being renewed: %s) waits for its code to be seen: %s",
    (status, days, renewing, is) => {
      expect(isCodeAwaited(row(status, days, renewing), now)).toBe(is);
    },
  );

  it("whoever wrote it down sees its code only where there are not two others", () => {
    expect([0, 1, 2, 3].map(mayCreatorSight)).toEqual([true, true, false, false]);
  });
});

describe("what two mandates collide on", () => {
  const keyOf = (text: string) => {
    const parsed = parseAddress(text);
    return authenticKeyOf(parsed.kind === "profile" ? parsed : { platform: null, key: null }, text);
  };

  it("is the account, however its address is written", () => {
    expect(keyOf("https://x.com/Azur")).toEqual(keyOf("https://twitter.com/azur?lang=fr"));
    expect(keyOf("https://x.com/azur")).not.toEqual(keyOf("https://www.instagram.com/azur"));
  });

  it("is the bare address where no platform is known", () => {
    const elsewhere = { platform: null, key: null };
    expect(authenticKeyOf(elsewhere, "https://www.Example.org/Azur/")).toEqual(
      authenticKeyOf(elsewhere, "http://example.org/azur"),
    );
  });

  it("is never a label: that is only kept apart from others", () => {
    expect(labelKey("  Été  BLEU ")).toBe(labelKey("ete bleu"));
    expect(labelKey("azur")).not.toBe(labelKey("azur 2"));
  });

  it.each(collisionDecisions)("after “%s” each stands or goes", (decision) => {
    const { first, second } = standAfter(decision);
    expect({ first, second }).toEqual(
      {
        first: { first: true, second: false },
        second: { first: false, second: true },
        both: { first: true, second: true },
        neither: { first: false, second: false },
      }[decision],
    );
  });
});

it("a code holds no sign that is read as another", () => {
  const all = mandateCode(Uint8Array.from({ length: 8 }, (_, at) => at * 37));
  expect(all).toMatch(/^DMQ-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
});
