import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { verifyFile } from "@/lib/cli/commands/audit-verify-file";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { treeHead } from "@/lib/db/seal";
import { unzipFiles, zipFiles } from "@/lib/documents/zip-file";
import type { UserActor } from "@/lib/domain/access/actor";
import { bundleAudiences, type BundleManifest } from "@/lib/domain/notices/case-bundle";
import { createActor } from "@/lib/testing/factories";
import { fixture } from "@/lib/testing/fixtures";
import { complaints, schemasOf } from "@/lib/testing/json-schemas";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { recordAnswer } from "@/lib/usecases/record-answer";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { sendNotice } from "@/lib/usecases/send-notice";
import { getArticle22, readArticle22 } from "./article22";
import { getCaseBundle } from "./get-case-bundle";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
let scratch: string;
const now = new Date();
const own = schemasOf("schemas/own-proposals");

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await createActor("reviewer");
  volunteer = await createActor("volunteer");
  scratch = await mkdtemp(path.join(tmpdir(), "demasque-bundle-"));
  await nameOrganisation();
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
  await closeDb();
  await database.drop();
});

const sentCase = async () => {
  const one = await confirmedCase({ reporter: volunteer });
  const made = await prepareNotice(reviewer, {
    kind: "terms_report",
    channelId: "x-in-app",
    caseNumbers: [one.number],
  });
  const sent = await sendNotice(reviewer, { ...made, format: "form_text", sentAt: now, kept: [], reference: "R-1" });
  return { ...one, notice: made.number, version: sent.version };
};
const bundle = (number: number, audience: (typeof bundleAudiences)[number] = "authority", actor = reviewer) =>
  getCaseBundle(actor, { number, audience, language: "fr", now });
const asText = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe("a case as a bundle", () => {
  test("holds what its manifest names, to the byte, for every audience, and the same bytes each time", async () => {
    const one = await sentCase();
    await sealTrail();
    for (const audience of bundleAudiences) {
      const bytes = await bundle(one.number, audience);
      expect(Buffer.from(await bundle(one.number, audience)).equals(Buffer.from(bytes)), audience).toBe(true);
      const files = unzipFiles(bytes);
      const manifest = JSON.parse(asText(files.get("manifest.json"))) as BundleManifest;
      expect(manifest).toMatchObject({ case: one.number, audience, made_on: now.toISOString().slice(0, 10) });
      expect(["manifest.json", ...manifest.items.map((item) => item.path)].sort()).toEqual([...files.keys()].sort());
      for (const item of manifest.items) {
        const file = files.get(item.path) ?? new Uint8Array();
        expect(item.sha256).toBe(createHash("sha256").update(file).digest("hex"));
        expect(item.bytes).toBe(file.length);
      }
      expect(files.has("preservation-sheet.json")).toBe(audience !== "platform");
    }
  });

  test("names the account and what was sent, and nobody of the team", async () => {
    const one = await sentCase();
    await sealTrail();
    const files = unzipFiles(await bundle(one.number));
    expect(asText(files.get("summary.md"))).toContain(one.handle.replaceAll("_", "\\_"));
    expect(asText(files.get("summary.md"))).toContain(`Notification ${String(one.notice)}`);
    const whole = [...files.values()].map(asText).join("\n");
    for (const person of [reviewer, volunteer]) {
      expect(whole).not.toContain(person.pseudonym);
      expect(whole).not.toContain(person.id);
    }
  });

  test.skipIf(own === undefined)(
    "has a preservation sheet as proposed, with its fixed words (skips without the fixtures)",
    async () => {
      const one = await sentCase();
      await sealTrail();
      for (const audience of ["authority", "court", "mandate_giver"] as const) {
        const sheet: unknown = JSON.parse(
          asText(unzipFiles(await bundle(one.number, audience)).get("preservation-sheet.json")),
        );
        expect(complaints(own, "urn:proposal:preservation-referral:1", sheet)).toEqual([]);
      }
    },
  );

  test("proves to an outsider by `audit verify`, and no longer once a byte of it was changed", async () => {
    const one = await sentCase();
    await sealTrail();
    const head = await treeHead(db());
    const file = path.join(scratch, "bundle.zip");
    const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const bytes = await bundle(one.number);
    await writeFile(file, bytes);
    expect(await verifyFile([file, "--key", head?.vkey ?? ""])).toBe(0);
    const files = unzipFiles(bytes);
    files.set("summary.md", new TextEncoder().encode("Another summary."));
    await writeFile(
      file,
      zipFiles([...files].map(([name, content]) => ({ path: name, mediaType: "", bytes: content }))),
    );
    expect(await verifyFile([file, "--key", head?.vkey ?? ""])).toBe(1);
    expect(told.mock.calls.flat().join("")).toContain("summary.md");
    out.mockRestore();
    told.mockRestore();
  });

  test("is for who may export the case, and of a case in the lane there is none", async () => {
    const one = await sentCase();
    await sealTrail();
    await expect(bundle(one.number, "authority", volunteer)).rejects.toThrow(/forbidden|not_found/);
    await safeguardCase(reviewer, { ref: { number: one.number } });
    await expect(bundle(one.number)).rejects.toThrow(/not_found/);
  });

  test("every reading is in the access log", async () => {
    const one = await sentCase();
    await sealTrail();
    const where = { kind: "export_downloaded", subject: `case:${String(one.number)}` };
    await bundle(one.number);
    expect(await db().accessLog.count({ where })).toBe(1);
  });
});

describe("the yearly report", () => {
  test.skipIf(fixture("schemas/own-proposals") === undefined)(
    "is as proposed, counts what was sent and answered in that year, and names no case (skips without the fixtures)",
    async () => {
      const before = await getArticle22(reviewer, { year: now.getUTCFullYear(), language: "en" });
      const one = await sentCase();
      await recordAnswer(reviewer, {
        number: one.notice,
        version: one.version,
        caseNumbers: [],
        outcome: "account_removed",
        informedOn: now,
        note: "",
      });
      const after = await getArticle22(reviewer, { year: now.getUTCFullYear(), language: "en" });
      expect(complaints(own, "urn:proposal:art22-3-report:1", after)).toEqual([]);
      expect(after.accuracy.notices_sent).toBe(before.accuracy.notices_sent + 1);
      expect(after.accuracy.acted_on).toBe(before.accuracy.acted_on + 1);
      expect(JSON.stringify(after)).not.toContain(one.handle);
      const none = await getArticle22(reviewer, { year: 2001, language: "en" });
      expect([none.rows, none.accuracy.notices_sent]).toEqual([[], 0]);
    },
  );

  test("leaves out a case in the safety lane, whatever was sent about it", async () => {
    const sent = async () =>
      (await getArticle22(reviewer, { year: now.getUTCFullYear(), language: "en" })).accuracy.notices_sent;
    const before = await sent();
    const { number } = await sentCase();
    expect(await sent()).toBe(before + 1);
    await safeguardCase(reviewer, { ref: { number }, reason: "possible_minor" });
    expect(await sent()).toBe(before);
  });

  test("says of independence what the organisation has written, and the product's own sentence until then", async () => {
    const asked = { year: now.getUTCFullYear(), language: "en" } as const;
    const own = (await getArticle22(reviewer, asked)).independence_procedures;
    expect(own).toContain("signed log");
    const written = "No platform pays us.\nTwo members of the board look at this every year.";
    await nameOrganisation({ independence: written });
    expect((await getArticle22(reviewer, asked)).independence_procedures).toBe(written);
    const file = await readArticle22(reviewer, { ...asked, format: "json" });
    expect(new TextDecoder().decode(file.bytes)).toContain("Two members of the board");
    await nameOrganisation({ independence: "" });
    expect((await getArticle22(reviewer, asked)).independence_procedures).toBe(own);
  });

  test("comes as JSON, CSV and PDF, for reviewers and auditors alone", async () => {
    const auditor = await createActor("auditor");
    const year = now.getUTCFullYear();
    for (const format of ["json", "csv", "pdf"])
      expect((await readArticle22(auditor, { year, format, language: "fr" })).bytes.length).toBeGreaterThan(100);
    await expect(readArticle22(volunteer, { year, format: "json", language: "fr" })).rejects.toThrow(/forbidden/);
    await expect(readArticle22(auditor, { year, format: "xml", language: "fr" })).rejects.toThrow(/not_found/);
  });
});
