import { expect, it } from "vitest";
import { placeOf } from "./notification-places";

it("that a case shows a picture of a bank leads to that case, and to no list", () => {
  expect(placeOf({ kind: "bank_matched", params: { case: 4711, mandate: "M-012" } })).toBe("/cases/4711");
  expect(placeOf({ kind: "bank_erased", params: { mandate: "M-012" } })).toBe("/mandates");
});
