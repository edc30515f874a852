import { readFileSync } from "node:fs";
import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { platformIds } from "../case/vocabulary";
import { buildJson } from "./build-json";
import { channelSeeds } from "./channels";
import { missingElements } from "./missing-elements";
import type { NoticeInput } from "./notice-input";
import { noticeSchema } from "./notice-schema";
import { article16Notice, sampleCase, sampleNotice, textIn } from "./sample-notice-input";

const proposalFile = fixture("schemas/own-proposals/dsa-art16-notice.schema.json");

function validator(schema: object) {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  // The package is CommonJS: where its function lands depends on who loads it.
  const loaded: unknown = addFormats;
  const add = typeof loaded === "function" ? loaded : (loaded as { default: unknown }).default;
  (add as (target: Ajv2020) => void)(ajv);
  const validate = ajv.compile(schema);
  return (document: unknown): string[] =>
    validate(document) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`);
}

const read = (input: NoticeInput): { article16: Record<string, unknown> | null } & Record<string, unknown> =>
  JSON.parse(textIn(buildJson(input).bytes)) as { article16: Record<string, unknown> | null } & Record<string, unknown>;

const own = validator(noticeSchema);

describe("buildJson", () => {
  it("validates against the project's own schema, sent or draft, in both languages", () => {
    const drafts: NoticeInput[] = [
      sampleNotice,
      article16Notice,
      { ...sampleNotice, language: "fr", explanation: "", ruleCited: " " },
      { ...article16Notice, goodFaith: null, legalGrounds: [], dsaKeywords: ["KEYWORD_PHISHING"] },
      { ...article16Notice, notifier: { organisation: "", signatory: "", roleMailbox: "" } },
      { ...sampleNotice, cases: [{ ...sampleCase, decidedBy: "imported", classification: null, lives: [] }] },
    ];
    for (const draft of drafts) expect(own(read(draft))).toEqual([]);
  });

  it("validates for every desk of every platform", () => {
    for (const platform of platformIds) {
      for (const channel of channelSeeds.filter((seed) => seed.platform === platform)) {
        const cases = [{ ...sampleCase, platform }];
        expect(own(read({ ...article16Notice, platform, channel, cases })), channel.id).toEqual([]);
      }
    }
  });

  it("is refused by the schema when a field is lost, foreign or renamed", () => {
    const document = read(sampleNotice);
    expect(own({ ...document, suspect_name: "x" })).not.toEqual([]);
    expect(own(Object.fromEntries(Object.entries(document).filter(([name]) => name !== "neutrality")))).not.toEqual([]);
    expect(own({ ...document, kind: "denunciation" })).not.toEqual([]);
  });

  it("says how many persons decided, by code and in words", () => {
    const document = read({ ...sampleNotice, cases: [{ ...sampleCase, decidedBy: "one_person" }] });
    expect(document["cases"]).toMatchObject([{ decided_by: "one_person", decided_by_text: "one person" }]);
  });

  it.skipIf(proposalFile === undefined)(
    "gives the elements of Art. 16 as the proposed schema wants them (skips without the fixtures)",
    () => {
      const proposal = validator(JSON.parse(readFileSync(proposalFile ?? "", "utf8")) as object);
      expect(missingElements(article16Notice)).toEqual([]);
      for (const channel of channelSeeds) {
        const cases = article16Notice.cases.map((entry) => ({ ...entry, platform: channel.platform ?? "x" }));
        const document = read({ ...article16Notice, platform: channel.platform ?? "x", channel, cases });
        expect(proposal(document.article16), channel.id).toEqual([]);
      }
    },
  );

  it("has no Art. 16 part in a terms report", () => {
    expect(read(sampleNotice).article16).toBeNull();
  });
});
