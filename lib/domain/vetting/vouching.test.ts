import { describe, expect, it } from "vitest";
import { eligibleVouchers, voucherRefusal, vouchersNeeded } from "./vouching";

const now = new Date("2026-11-22T12:00:00Z");
const since = (id: string, days: number) => ({ id, admittedAt: new Date(now.getTime() - days * 86_400_000) });

describe("vouchers", () => {
  it("are two, or as many as the desk has reviewers besides the person", () => {
    const needed = (...reviewers: string[]) =>
      vouchersNeeded(
        eligibleVouchers(
          reviewers.map((id) => since(id, 30)),
          "me",
          now,
        ),
      );
    expect([needed(), needed("me"), needed("a"), needed("a", "b"), needed("a", "b", "c", "me")]).toEqual([
      0, 0, 1, 2, 2,
    ]);
  });

  it("come from nobody who was admitted within the week, where somebody has been there longer", () => {
    const desk = [since("old", 30), since("new", 2)];
    expect(eligibleVouchers(desk, "me", now)).toEqual(["old"]);
    expect(voucherRefusal({ voucherId: "new", personId: "me" }, ["old"])).toBe("voucher_too_new");
    expect(voucherRefusal({ voucherId: "old", personId: "me" }, ["old"])).toBeNull();
  });

  it("come from anybody on a desk that began this week", () => {
    expect(eligibleVouchers([since("a", 1), since("b", 0)], "me", now)).toEqual(["a", "b"]);
  });

  it("are never one’s own", () => {
    expect(eligibleVouchers([since("me", 90)], "me", now)).toEqual([]);
    expect(voucherRefusal({ voucherId: "me", personId: "me" }, ["a"])).toBe("own_voucher");
  });
});
