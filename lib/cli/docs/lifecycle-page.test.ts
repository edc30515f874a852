import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { lifecyclePage } from "./lifecycle-page";

it("docs/lifecycle.md says what the tables say (else run `npm run docs`)", () => {
  expect(readFileSync(new URL("../../../docs/lifecycle.md", import.meta.url), "utf8")).toBe(lifecyclePage());
});
