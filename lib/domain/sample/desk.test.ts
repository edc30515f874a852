import { expect, it } from "vitest";
import { parseAddress } from "../addresses/parse-address";
import { bulkCases } from "./bulk-cases";
import { sampleDesk } from "./desk";

it("every sample account has an address that reads as a profile, and no two are one", () => {
  const parsed = sampleDesk.map((sample) => parseAddress(sample.link));
  expect(parsed.filter((one) => one.kind !== "profile").map((one) => one.input)).toEqual([]);
  expect(new Set(parsed.map((one) => `${one.platform} ${one.key}`)).size).toBe(40);
});

it("a bulk sample's handle is what its address reads as", () => {
  for (const one of bulkCases({ seed: 3, count: 300, until: new Date("2026-01-01"), reporters: 5 })) {
    expect(parseAddress(one.profileUrl)).toMatchObject({ kind: "profile", platform: one.platform, key: one.handle });
  }
});
