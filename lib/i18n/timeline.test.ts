import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { auditActions } from "@/lib/domain/audit/actions";
import type { Voice } from "@/lib/domain/audit/timeline";
import { loadMessages } from "./load-messages";
import { locales } from "./locales";

const voices: readonly Voice[] = ["you", "person", "system", "hidden"];
const full = {
  classification: "Undetermined",
  outcome: "Refused",
  basis: "two_agree",
  tag: "word",
  notice: "7",
  predecessor: "12",
  signals: 3,
};
const bare = {
  classification: "none",
  outcome: "none",
  basis: "none",
  tag: "none",
  notice: "none",
  predecessor: "none",
  signals: 0,
};

describe.each(locales)("the timeline in %s", (locale) => {
  it.each([...auditActions, "database"] as const)(
    "has a sentence for %s in every voice, with and without its facts",
    async (action) => {
      const failures: string[] = [];
      const t = createTranslator({
        locale,
        messages: await loadMessages(locale),
        namespace: "timeline",
        onError: (error) => failures.push(error.message),
      });
      for (const voice of voices) {
        for (const facts of [full, bare]) {
          const sentence = t(`act.${action}`, { voice, who: voice === "person" ? "Mouette" : "", ...facts });
          expect(sentence).toMatch(/^\p{Lu}.*[.]$/u);
          expect(sentence).not.toMatch(/none|\{|\}|^\s|timeline|\s\./);
          if (voice === "hidden") expect(sentence).not.toContain("Mouette");
        }
      }
      expect(failures).toEqual([]);
    },
  );

  it("says nothing of verdict or author where both are hidden", async () => {
    const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: "timeline" });
    const sentence = t("act.case.opinion_given", { voice: "hidden", who: "Mouette", ...full });
    expect(sentence).not.toMatch(/Mouette|Undetermined/);
  });
});
