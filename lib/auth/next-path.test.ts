import { expect, it } from "vitest";
import { deviceNameOf } from "./device-name";
import { safeNextPath } from "./next-path";

it.each(["/cases", "/cases/412?tab=links", "/log?text=a%20b", "/api/cases/export?format=csv"])(
  "comes back to a page of this product (%s)",
  (path) => {
    expect(safeNextPath(path)).toBe(path);
  },
);

it.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "",
  "cases",
  "/sign-in?next=/cases",
  "/api/auth/signout",
  "/x\n",
  "/x/..//evil.example",
  "/.//evil.example",
  "/%2e//evil.example",
  "/x/%2E%2e//evil.example",
  undefined,
  ["/cases"],
])("never leads elsewhere (%j)", (path) => {
  expect(safeNextPath(path)).toBeNull();
});

it("names a browser without its version or model", () => {
  expect(
    deviceNameOf("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36"),
  ).toBe("Chromium, Android");
  expect(deviceNameOf("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0")).toBe("Firefox, Linux");
  expect(deviceNameOf(null)).toBe("");
});
