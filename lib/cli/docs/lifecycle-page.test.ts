import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { lifecyclePage } from "./lifecycle-page";

it("docs/lifecycle.md says what the tables say (else run `npm run docs`)", () => {
  // The formatter pads the tables' cells; what they say is what counts.
  const said = (text: string): string => text.replace(/\s+/g, "").replace(/-{3,}/g, "---");
  expect(said(readFileSync(new URL("../../../docs/lifecycle.md", import.meta.url), "utf8"))).toBe(
    said(lifecyclePage()),
  );
});
