import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { buildReceipt, formatEvidence } from "@/lib/domain/audit/receipt";
import { digestOf } from "@/lib/domain/audit/entry-leaf";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { toBase64, utf8 } from "@/lib/domain/audit/bytes";
import { leafHash } from "@/lib/domain/audit/merkle-tree";
import { sealedWithin, signPromise } from "@/lib/domain/audit/log-statements";
import { smallCheckpoint, smallLog, smallLogKey, smallManifest, smallReceipt } from "@/lib/testing/small-log";
import { verifyFile } from "./audit-verify-file";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "demasque-verify-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

/** Runs the command on a file of this text. */
async function run(text: string, ...words: readonly string[]): Promise<{ status: number; told: string }> {
  const file = path.join(folder, "evidence");
  await writeFile(file, text);
  let told = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    told += String(chunk);
    return true;
  });
  const status = await verifyFile([file, "--language", "en", ...words]);
  vi.restoreAllMocks();
  return { status, told };
}

const receipt = formatEvidence(smallReceipt(3, 9));

describe("audit verify FILE", () => {
  it("says in plain words what is proven and what is not, and exits 0", async () => {
    const { status, told } = await run(receipt, "--key", smallLogKey);
    expect(status).toBe(0);
    expect(told).toBe(
      [
        "The proof holds.",
        "A receipt of the log desk.example/4f1c",
        "",
        "Proven",
        "  - This key promised to seal this entry within 300 seconds of 22 November, 09:41, by its own clock.",
        "  - This key signed the log desk.example/4f1c at 9 entries.",
        "  - This key committed to this entry, at index 3, in a tree of 9 entries.",
        "  - The 3 values shown below are those that the entry was committed with.",
        "",
        "Not proven",
        "  - That what the entries say is true.",
        "  - That the times are true: they are the log’s own. Only a witness’s signature adds a time.",
        "  - That nothing is missing: what never entered the log leaves no gap in it.",
        "  - That everyone is shown the same log. For that, compare a checkpoint that you obtained by another way.",
        "",
        "Entry 3",
        "  what was done = case.decided",
        "  day, by the log’s clock = 2026-11-22",
        "  after: state = notified",
        "",
      ]
        .join("\n")
        .replace("22 November,", new Date().getFullYear() === 2026 ? "22 November," : "22 November 2026,"),
    );
  });

  it("says the same in French", async () => {
    const { told } = await run(receipt, "--key", smallLogKey, "--language", "fr");
    expect(told).toContain("La preuve tient.");
    expect(told).toContain("Cette clé s’est engagée sur cette entrée, à l’indice 3, dans un arbre de 9 entrées.");
    expect(told).toContain("Que ce que disent les entrées soit vrai.");
  });

  it("exits 1 without a key, with another one, and for evidence that is wrong, unreadable or overdue", async () => {
    expect(await run(receipt)).toMatchObject({ status: 1, told: expect.stringContaining("Signer unknown") as string });
    const broken = await run(receipt.replace("case.decided", "case.closed"), "--key", smallLogKey);
    expect(broken.status).toBe(1);
    expect(broken.told).toContain("“action”");
    expect(await run("nothing", "--key", smallLogKey)).toMatchObject({ status: 1 });
    const old = formatEvidence({ ...smallReceipt(3, null), promise: promised("2001-01-01T00:00:00Z") });
    expect(await run(old, "--key", smallLogKey)).toMatchObject({
      status: 1,
      told: expect.stringContaining("overdue") as string,
    });
    const fresh = formatEvidence({ ...smallReceipt(3, null), promise: promised(new Date().toISOString()) });
    expect(await run(fresh, "--key", smallLogKey)).toMatchObject({ status: 0 });
  });

  it("takes keys from a file, and gives the verdict as JSON", async () => {
    const keys = path.join(folder, "keys");
    await writeFile(keys, `${smallLogKey}\n\n`);
    const { status, told } = await run(formatEvidence(smallManifest([0, 3], 9)), "--key", keys, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(told)).toMatchObject({
      kind: "manifest",
      outcome: "proven",
      entries: [{ index: 0 }, { index: 3 }],
    });
    expect(await run(smallCheckpoint(9), "--key", keys)).toMatchObject({ status: 0 });
  });

  it("prints no character of the evidence that a terminal would obey", async () => {
    const nonce = new Uint8Array(32).fill(1);
    const value = "\u001b[2Jwiped\u202Eback\u0007";
    const digest = toBase64(digestOf(nonce, "t", "r", "note", value, nodeHashing));
    const leaf = utf8(`{"fields":{"note":"${digest}"},"version":1}`);
    const { origin, seed } = smallLog;
    const promise = signPromise(
      { origin, leafHash: leafHash(leaf, nodeHashing), at: new Date().toISOString(), withinSeconds: sealedWithin },
      seed,
    );
    const opened = [{ table: "t", row: "r", field: "note", value, nonce: toBase64(nonce) }];
    const { told } = await run(
      formatEvidence(buildReceipt({ origin, promise, leaf, opened, keys: [] })),
      "--key",
      smallLogKey,
    );
    expect(told).toContain("note = \\u001b[2Jwiped\\u202eback\\u0007");
    expect(told).not.toContain("\u001b");
    expect(told).not.toContain("\u202E");
  });

  it("refuses words that it does not know, as bad usage", async () => {
    await expect(verifyFile([])).rejects.toThrow("one file at a time");
    await expect(verifyFile(["a", "b"])).rejects.toThrow("one file at a time");
    await expect(verifyFile([path.join(folder, "absent"), "--language", "en"])).rejects.toThrow("cannot be read");
    await expect(verifyFile(["a", "--language", "de"])).rejects.toThrow("There is no language");
  });
});

function promised(at: string): string {
  const { origin, seed } = smallLog;
  const file = smallReceipt(3, null);
  const hash = leafHash(new Uint8Array(Buffer.from(file.leaf, "base64")), nodeHashing);
  return signPromise({ origin, leafHash: hash, at, withinSeconds: sealedWithin }, seed);
}
