import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { charterDigests, charterRules, charterVersion } from "@/lib/domain/vetting/charter";
import { loadMessages } from "./load-messages";

it("the charter’s words change only with its version, so that everybody is asked again", async () => {
  const words = await Promise.all(
    (["en", "fr"] as const).map(async (locale) => JSON.stringify((await loadMessages(locale)).charter.rule)),
  );
  const digest = createHash("sha256").update(words.join("")).digest("hex");
  expect(charterDigests[charterVersion]).toBe(digest);
  expect(Object.keys(charterDigests).at(-1)).toBe(charterVersion);
});

it("every rule of the charter has its words", async () => {
  expect(Object.keys((await loadMessages("fr")).charter.rule)).toEqual([...charterRules]);
});
