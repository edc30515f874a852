import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { BundleManifest } from "@/lib/domain/notices/case-bundle";
import { evidencePath, openBundle, packBundle } from "./case-bundle";
import { zipFiles, zipStored, type BundledFile } from "./zip-file";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const file = (path: string, content: string | Uint8Array, mediaType = "text/plain"): BundledFile => ({
  ...{ path, mediaType },
  bytes: typeof content === "string" ? text(content) : content,
});
const noise = new Uint8Array(100_000).map((_, at) => (at * 7919) & 255);
const files = [
  file("summary.md", "Été"),
  file(evidencePath, "{}"),
  file("images/image-1.jpg", noise, "image/jpeg"),
  file("empty.txt", ""),
];
const facts = { case: 412, audience: "court", language: "fr", now: new Date("2026-11-22T23:30:00Z") } as const;

/** A reader of archives from the format's own description, by its central directory, and not the one that the product uses. */
function readArchive(bytes: Uint8Array): Map<string, Buffer> {
  const whole = Buffer.from(bytes);
  const end = whole.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const found = new Map<string, Buffer>();
  let at = whole.readUInt32LE(end + 16);
  for (let left = whole.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, length, extra, comment] = [
      whole.readUInt16LE(at + 10),
      whole.readUInt32LE(at + 20),
      ...[28, 30, 32].map((offset) => whole.readUInt16LE(at + offset)),
    ] as [number, number, number, number, number];
    const name = whole.toString("utf8", at + 46, at + 46 + length);
    const local = whole.readUInt32LE(at + 42);
    const start = local + 30 + whole.readUInt16LE(local + 26) + whole.readUInt16LE(local + 28);
    const packed = whole.subarray(start, start + size);
    expect(found.has(name), name).toBe(false);
    found.set(name, method === 0 ? Buffer.from(packed) : inflateRawSync(packed));
    at += 46 + length + extra + comment;
  }
  return found;
}

describe("a bundle", () => {
  test("holds for another reader of archives what its manifest names, to the byte", () => {
    const read = readArchive(packBundle(facts, files));
    const manifest = JSON.parse(String(read.get("manifest.json"))) as BundleManifest;
    expect(manifest).toMatchObject({ case: 412, audience: "court", made_on: "2026-11-22" });
    expect([...read.keys()].sort()).toEqual(["manifest.json", ...files.map(({ path }) => path)].sort());
    for (const item of manifest.items) {
      const bytes = read.get(item.path) ?? Buffer.alloc(0);
      expect([item.bytes, item.sha256]).toEqual([bytes.length, createHash("sha256").update(bytes).digest("hex")]);
    }
  });

  test("stands whole in an archive of many, for another reader too", async () => {
    const bundle = packBundle(facts, files);
    const paths = ["case-1-bundle.zip", "case-2-bundle.zip"];
    const several = async function* () {
      for (const path of paths) yield await Promise.resolve({ path, bytes: bundle });
    };
    const chunks: Uint8Array[] = [];
    for await (const chunk of zipStored(several())) chunks.push(chunk);
    const read = readArchive(Buffer.concat(chunks));
    expect([...read.keys()]).toEqual(paths);
    for (const bytes of read.values()) expect(bytes.equals(bundle)).toBe(true);
  });

  test("is opened as it is, and each change of it is named", () => {
    expect(openBundle(packBundle(facts, files))?.changed).toEqual([]);
    const opened = [...readArchive(packBundle(facts, files))].map(([path, bytes]) => file(path, bytes));
    const changedBy = (change: (one: BundledFile) => BundledFile[]) =>
      openBundle(zipFiles(opened.flatMap(change)))?.changed;
    expect(changedBy((one) => [one.path === "summary.md" ? file(one.path, "Autre") : one])).toEqual(["summary.md"]);
    expect(changedBy((one) => (one.path === "empty.txt" ? [] : [one]))).toEqual(["empty.txt"]);
    expect(changedBy((one) => (one.path === "empty.txt" ? [one, file("../../more.txt", "x")] : [one]))).toEqual([
      "../../more.txt",
    ]);
  });

  test.each(["nope", "null", "[]", '{"items":{"a":1}}', '{"items":[null]}', '{"items":[{"path":7}]}'])(
    "whose manifest is %s is said to be changed, and read no further",
    (manifest) => {
      expect(openBundle(zipFiles([file("manifest.json", manifest), file(evidencePath, "{}")]))?.changed).toEqual([
        "manifest.json",
      ]);
    },
  );

  test("is none where the archive is cut, is something else, or holds no evidence", () => {
    const whole = packBundle(facts, files);
    for (const bytes of [whole.slice(0, 400), text("PK\u0003\u0004junk"), text(""), zipFiles([file("a", "x")])])
      expect(openBundle(bytes)).toBeNull();
  });
});
