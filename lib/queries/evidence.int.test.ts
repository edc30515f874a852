import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { treeHead } from "@/lib/db/seal";
import type { UserActor } from "@/lib/domain/access/actor";
import { formatEvidence } from "@/lib/domain/audit/receipt";
import { verifyEvidence } from "@/lib/domain/audit/verify-evidence";
import { report } from "@/lib/testing/intake-desk";
import { loggedCase, openReviewDesk, opine, person } from "@/lib/testing/review-desk";
import { eraseCase } from "@/lib/usecases/erase-case";
import { rotateKey } from "@/lib/usecases/rotate-key";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { tagCases } from "@/lib/usecases/tag-cases";
import { getManifest } from "./get-manifest";
import { getReceipt } from "./get-receipt";
import { readCheckpoint, readConsistency, readInclusion } from "./trail-proofs";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let milo: UserActor, nora: UserActor, ada: UserActor, ben: UserActor, auditor: UserActor;
let pinned = "";
const operator = { kind: "operator", requestId: "evidence-test" } as const;
const judge = (text: string, now = new Date(), keys = [pinned]) =>
  verifyEvidence(text, { pinned: keys, witnesses: [], now });
const keysOf = (text: string) => judge(text).findings.map(({ key }) => key);

beforeAll(async () => {
  desk = await openReviewDesk();
  milo = await person("Milo", "volunteer");
  nora = await person("Nora", "volunteer");
  ada = await person("Ada", "reviewer");
  ben = await person("Ben", "reviewer");
  auditor = await person("Vera", "auditor");
  await sealTrail();
  pinned = (await treeHead(db()))?.vkey ?? "";
});
afterAll(() => desk.close());

describe("a receipt", () => {
  let reportId = "";
  beforeAll(async () => {
    ({ reportId } = await report(milo, "perle_recu_1", { answers: { observed: "vu en story, « photos volées »" } }));
  });

  it("is at once a promise that the log signed, and evidence when it is not kept", async () => {
    const text = formatEvidence(await getReceipt(milo, reportId));
    expect(judge(text).outcome).toBe("promise_pending");
    expect(judge(text, new Date(Date.now() + 301_000)).outcome).toBe("promise_overdue");
    expect(judge(text, new Date(), []).outcome).toBe("unknown_signer");
  });

  it("names no account, and opens the reporter's own words and answers alone", async () => {
    const receipt = await getReceipt(milo, reportId);
    const text = formatEvidence(receipt);
    expect(text).not.toContain("perle_recu_1");
    expect(text).not.toContain(milo.id);
    expect(receipt.opened.map(({ field }) => field).toSorted()).toEqual(
      ["at", "day", "new.age_answer", "new.observed", "new.track", "operation"].toSorted(),
    );
    expect(receipt.opened.find(({ field }) => field === "new.observed")?.value).toBe("vu en story, « photos volées »");
  });

  it("is completed by index, proof and checkpoint once its entry is sealed, and the first promise holds for it", async () => {
    const before = await getReceipt(milo, reportId);
    await sealTrail();
    const after = await getReceipt(milo, reportId);
    expect(after.leaf).toBe(before.leaf);
    const verdict = judge(formatEvidence(after));
    expect(verdict.outcome).toBe("proven");
    expect(verdict.findings.map(({ key }) => key)).toEqual(
      expect.arrayContaining(["inclusion", "content_true", "time_true", "nothing_missing", "one_history"]),
    );
  });

  it("that was tampered with proves nothing", async () => {
    const receipt = await getReceipt(milo, reportId);
    const lied = {
      ...receipt,
      opened: receipt.opened.map((one) => (one.field === "day" ? { ...one, value: "2020-01-01" } : one)),
    };
    expect(keysOf(formatEvidence(lied))).toContain("opening_wrong");
    const moved = { ...receipt, proof: receipt.proof && { ...receipt.proof, index: receipt.proof.index - 1 } };
    expect(judge(formatEvidence(moved as typeof receipt)).outcome).toBe("broken");
  });

  it("is for nobody but who reported", async () => {
    await expect(getReceipt(nora, reportId)).rejects.toMatchObject({ code: "not_found" });
    await expect(getReceipt(ada, reportId)).rejects.toMatchObject({ code: "not_found" });
    await expect(getReceipt(auditor, reportId)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("still proves its place after the case was erased, though nothing can be opened any more", async () => {
    const { reportId: gone, caseNumber } = await report(milo, "perle_recu_2", { answers: { observed: "à effacer" } });
    await sealTrail();
    const kept = await getReceipt(milo, gone);
    const protection = await person("Paul", "protection");
    const { version } = await db().case.findFirstOrThrow({ where: { number: caseNumber } });
    await eraseCase(protection, {
      ref: { number: caseNumber },
      expectedVersion: version,
      reason: "request_of_the_person",
    });
    await sealTrail();
    await expect(getReceipt(milo, gone)).rejects.toMatchObject({ code: "not_found" });
    expect(judge(formatEvidence(kept)).outcome).toBe("proven");
    const { leafHash } = await readInclusion(auditor, kept.proof?.index ?? -1);
    expect(leafHash).toBeTruthy();
  });
});

describe("a manifest", () => {
  let number = 0;
  beforeAll(async () => {
    const one = await loggedCase({ reporter: milo });
    number = one.number;
    await opine(ada, one.id, "stolen_photo_scammer");
    await opine(ben, one.id, "stolen_photo_scammer");
    await tagCases(ada, { ids: [one.id], add: ["relance"] });
    await sealTrail();
  });

  it("proves every entry of a decided case, opens what was done on which day, and tells nobody's name", async () => {
    const manifest = await getManifest(ada, { number });
    const text = formatEvidence(manifest);
    expect(judge(text).outcome).toBe("proven");
    const opened = manifest.entries.flatMap((entry) => entry.opened);
    expect(opened.find(({ field, value }) => field === "new.state" && value === "confirmed")).toBeDefined();
    for (const { id } of [milo, ada, ben]) expect(text).not.toContain(id);
    for (const { field, value } of opened) {
      expect(["actor", "at", "request"]).not.toContain(field);
      expect(value ?? "").not.toMatch(/\d{2}:\d{2}/);
    }
  });

  it("holds nothing of what its reader may not see: no opinion of a round that is not decided", async () => {
    const open = await loggedCase({ reporter: milo });
    await opine(ada, open.id, "redirecting_bot");
    await sealTrail();
    const text = formatEvidence(await getManifest(ben, { number: open.number }));
    expect(text).not.toContain("redirecting_bot");
    expect(text).not.toContain("opinion");
  });

  it("is for those who may export the case", async () => {
    await expect(getManifest(milo, { number })).rejects.toMatchObject({ code: "forbidden" });
    await expect(getManifest(nora, { number })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the log's proofs", () => {
  it("show that it only grew, and are for those who read the trail", async () => {
    const { note } = await readCheckpoint(auditor);
    const size = Number(note.split("\n")[1]);
    await loggedCase({ reporter: milo });
    await sealTrail();
    const newer = Number((await readCheckpoint(auditor)).note.split("\n")[1]);
    expect(newer).toBeGreaterThan(size);
    const file = await readConsistency(auditor, size, newer);
    expect(file.hashes.length).toBeGreaterThan(0);
    expect(judge(JSON.stringify(file))).toMatchObject({ kind: "growth", outcome: "proven" });
    expect(Object.keys(await readConsistency(auditor, size, newer - 1))).toEqual(["from", "to", "hashes"]);
    await expect(readCheckpoint(milo)).rejects.toMatchObject({ code: "forbidden" });
    await expect(readInclusion(auditor, newer + 5)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("another key", () => {
  it("is named by the one before it: what is handed out later still proves to who knows only the first", async () => {
    const old = await treeHead(db());
    const vkey = await rotateKey(operator);
    const head = await treeHead(db());
    expect(head?.vkey).toBe(vkey);
    expect(vkey).not.toBe(old?.vkey);
    const { reportId } = await report(milo, "perle_recu_3");
    const promised = formatEvidence(await getReceipt(milo, reportId));
    expect(judge(promised).outcome).toBe("promise_pending");
    await sealTrail();
    const text = formatEvidence(await getReceipt(milo, reportId));
    expect(judge(text).outcome).toBe("proven");
    expect(keysOf(text)).toContain("key_rotated");
    expect(judge(text, new Date(), [vkey]).outcome).toBe("proven");
    const receipt = await getReceipt(milo, reportId);
    expect(judge(formatEvidence({ ...receipt, keys: [] })).outcome).toBe("unknown_signer");
  });
});
