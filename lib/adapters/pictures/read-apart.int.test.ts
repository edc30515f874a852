import { crc32, deflateSync } from "node:zlib";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { DomainError } from "@/lib/domain/errors";
import { distanceOf, fingerprintOf, luminanceOf } from "@/lib/domain/fingerprints/pdq";
import { pictureLimits } from "@/lib/domain/images/limits";
import { fixture } from "@/lib/testing/fixtures";
import { type DrawnPicture, readPicture } from "./read-apart";

const root = fixture("images");
const bound = pictureLimits.residentBytesAtMost;

/** What became of a file: a picture, or the marker of the sentence why not. */
async function endOf(bytes: Uint8Array, heard?: (residentBytes: number) => void): Promise<DrawnPicture | string> {
  try {
    return await readPicture(bytes, heard);
  } catch (error) {
    if (error instanceof DomainError) return error.reason;
    throw error;
  }
}
const drawn = async (bytes: Uint8Array): Promise<DrawnPicture> => {
  const end = await endOf(bytes);
  return typeof end === "string" ? expect.unreachable(end) : end;
};

/** Nothing of what came along is left: not in the file's parts, and not as words anywhere in it. */
async function expectBare({ clear, blurred, width, height, residentBytes }: DrawnPicture, name: string): Promise<void> {
  for (const bytes of [clear, blurred]) {
    const meta = await sharp(bytes).metadata();
    expect([meta.format, meta.space, meta.orientation, meta.pages ?? 1], name).toEqual(["jpeg", "srgb", undefined, 1]);
    for (const part of ["exif", "icc", "xmp", "iptc", "tifftagPhotoshop", "comments"] as const)
      expect(meta[part], `${name}: ${part}`).toBeUndefined();
    expect(Buffer.from(bytes).toString("latin1"), name).not.toMatch(/Exif|http:\/\/ns\.adobe|Photoshop|ICC_PROFILE/);
  }
  expect(Math.max(width, height), name).toBeLessThanOrEqual(pictureLimits.edgeAtMost);
  expect(residentBytes, name).toBeLessThanOrEqual(bound);
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from(type), data]);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
/** A picture of one colour whose rows are really there, deflated: small as a file, large as a picture. */
function flatPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", rows),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}
const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#789" }, limitInputPixels: false });
/**
 * A JPEG whose points are all there, grey and even: a block of them is six bits (no change, nothing else), four blocks are three bytes.
 * Written here, because to draw nine hundred million points takes half a minute.
 */
async function greyJpeg(side: number): Promise<Buffer> {
  const one = sharp({ create: { width: 8, height: 8, channels: 3, background: "#808080" } }).toColourspace("b-w");
  const small = await one.jpeg({ optimiseCoding: false, progressive: false }).toBuffer();
  const frame = small.indexOf(Buffer.from("ffc0", "hex"));
  small.writeUInt16BE(side, frame + 5);
  small.writeUInt16BE(side, frame + 7);
  const scan = small.indexOf(Buffer.from("ffda", "hex"));
  const head = small.subarray(0, scan + 2 + small.readUInt16BE(scan + 2));
  const blocks = Buffer.alloc(((Math.ceil(side / 8) ** 2 / 4) * 3) | 0, Buffer.from("28a28a", "hex"));
  return Buffer.concat([head, blocks, Buffer.from("ffd9", "hex")]);
}
const noisy = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: "#888", noise: { type: "gaussian", mean: 128, sigma: 50 } },
  });
async function frames(count: number, format: "gif" | "webp"): Promise<Buffer> {
  const side = 8;
  const raw = Buffer.alloc(side * side * 3 * count, 120);
  for (let at = 0; at < raw.length; at += 1) raw[at] = (at * 7 + Math.floor(at / (3 * side * side)) * 31) % 256;
  const film = sharp(raw, { raw: { width: side, height: side * count, channels: 3, pageHeight: side } });
  const bytes = await film[format]({ loop: 0 }).toBuffer();
  expect((await sharp(bytes).metadata()).pages).toBe(count);
  return bytes;
}

describe.skipIf(root === undefined)("every file of the fixtures", () => {
  const files = root === undefined ? [] : readdirSync(root, { recursive: true, withFileTypes: true });
  const named = files.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));

  it(
    "is drawn again without any metadata, or refused with its sentence, within the bound of memory",
    { timeout: 300_000 },
    async () => {
      const before = process.memoryUsage().rss;
      const ends: Record<string, number> = {};
      let peak = 0;
      for (const file of named) {
        const name = path.relative(root ?? "", file);
        const end = await endOf(readFileSync(file));
        const isPngSuite = name.startsWith(path.join("pngsuite", "png")) && name.endsWith(".png");
        if (isPngSuite) expect(typeof end === "string", name).toBe(path.basename(name).startsWith("x"));
        if (typeof end !== "string") {
          await expectBare(end, name);
          peak = Math.max(peak, end.residentBytes);
        } else expect(end, name).toMatch(/^image_(unknown|broken|other_format|too_many_pixels)$/);
        const key = typeof end === "string" ? end : "drawn";
        ends[key] = (ends[key] ?? 0) + 1;
      }
      expect(named.length).toBeGreaterThan(250);
      expect(ends["drawn"]).toBeGreaterThan(150);
      if (process.platform === "linux") expect(peak).toBeGreaterThan(30_000_000);
      expect(peak).toBeLessThan(bound / 2);
      // The pictures are read elsewhere: here little more than their files and what came back passes through.
      expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
    },
  );
});

describe("a hostile picture is refused with its sentence, within memory and time", () => {
  it.each([
    ["30,000 × 30,000 points as PNG", () => Promise.resolve(flatPng(30_000, 30_000)), "image_too_many_pixels"],
    [
      "a header that says 4,000,000,000 points, and eight of them",
      () => {
        const picture = flatPng(8, 8);
        return Promise.resolve(
          Buffer.concat([picture.subarray(0, 16), Buffer.from("0000f6780000f678", "hex"), picture.subarray(24)]),
        );
      },
      "image_too_many_pixels",
    ],
    ["30,000 × 30,000 points as JPEG", () => greyJpeg(30_000), "image_too_many_pixels"],
    ["1,000 frames as GIF", () => frames(1000, "gif"), "image_too_many_frames"],
    ["1,000 frames as WebP", () => frames(1000, "webp"), "image_too_many_frames"],
    ["nothing at all", () => Promise.resolve(Buffer.alloc(0)), "image_empty"],
    [
      "a web page named as a picture",
      () => Promise.resolve(Buffer.from("\ufeff \n<!DOCTYPE html><script>alert(1)</script>")),
      "image_html",
    ],
    [
      "a drawing with a script",
      () =>
        Promise.resolve(
          Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ),
      "image_svg",
    ],
    ["a PDF", () => Promise.resolve(Buffer.from("%PDF-1.7\n")), "image_pdf"],
    ["an archive", () => Promise.resolve(Buffer.from("PK\x03\x04aaaaaaaaaaaaaaaa", "latin1")), "image_archive"],
    ["a film", () => Promise.resolve(Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp42", "latin1")), "image_video"],
    ["HEIC", () => Promise.resolve(Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1")), "image_heic"],
    ["one that is cut short", async () => (await noisy(400, 400).jpeg().toBuffer()).subarray(0, 9000), "image_broken"],
    [
      "more bytes than are taken",
      () => Promise.resolve(Buffer.alloc(pictureLimits.bytesAtMost + 1, 0xff)),
      "image_too_large",
    ],
  ] as const)("%s", { timeout: 60_000 }, async (_, make, reason) => {
    const bytes = await make();
    const started = performance.now();
    let resident = 0;
    expect(await endOf(bytes, (most) => (resident = most))).toBe(reason);
    // Refused by its first bytes, before any process, or in the process, which says what it held.
    const isReadApart = /broken|pixels|frames/.test(reason);
    expect(resident > 20_000_000, String(resident)).toBe(isReadApart);
    expect(resident).toBeLessThan(bound / 2);
    expect(performance.now() - started).toBeLessThan((pictureLimits.secondsAtMost + 2) * 1000);
  });

  it("the large JPEG is no mere claim: drawn in the same way at a size that is taken, all its points are grey", async () => {
    const { width, height, clear } = await drawn(await greyJpeg(1600));
    expect([width, height]).toEqual([1600, 1600]);
    const { channels } = await sharp(clear).stats();
    expect(channels.map(({ min, max }) => [min, max])).toEqual(channels.map(() => [128, 128]));
    expect((await greyJpeg(30_000)).length).toBeGreaterThan(10_000_000);
  });

  it("what would pass the bound of memory is stopped at it", { timeout: 60_000 }, async () => {
    // Progressive: the whole picture has to be held before its first row is known.
    const heavy = await flat(7000, 7100)
      .jpeg({ progressive: true, chromaSubsampling: "4:4:4", quality: 30 })
      .toBuffer();
    const end = await endOf(heavy);
    if (typeof end === "string") expect(["image_memory", "image_time"]).toContain(end);
    else expect(end.residentBytes).toBeLessThanOrEqual(bound);
  });
});

describe("a picture that carries something else", () => {
  it.each([
    ["a web page after a JPEG", "jpeg", "<html><script>alert(1)</script></html>"],
    ["an archive after a GIF", "gif", "PK\x03\x04META-INF/MANIFEST.MF"],
    ["an archive after a PNG", "png", "PK\x03\x04payload"],
    ["a script within a JPEG", "comment", "*/=alert(1)/*<script src=x></script>"],
    ["a PDF within a JPEG", "comment", "%PDF-1.7 1 0 obj<</OpenAction 2 0 R>>"],
  ] as const)("%s is drawn again without it", async (_, where, payload) => {
    const format = where === "comment" ? "jpeg" : where;
    const picture = await noisy(64, 64)[format]().toBuffer();
    const carried = Buffer.from(payload, "latin1");
    const size = Buffer.from([0xff, 0xfe, 0, carried.length + 2]);
    const parts =
      where === "comment" ? [picture.subarray(0, 2), size, carried, picture.subarray(2)] : [picture, carried];
    const end = await drawn(Buffer.concat(parts));
    await expectBare(end, format);
    for (const bytes of [end.clear, end.blurred])
      expect(Buffer.from(bytes).includes(payload.slice(0, 10), 0, "latin1")).toBe(false);
  });

  it("where it was taken and by what, and its other colours, are gone; it stands as its camera said", async () => {
    const gps = { IFD0: { Artist: "Somebody", Make: "Camera" }, IFD3: { GPSLatitude: "48/1 51/1 0/1" } };
    const picture = await noisy(200, 100)
      .withExif(gps)
      .withMetadata({ orientation: 6 })
      .withIccProfile("p3")
      .jpeg()
      .toBuffer();
    expect((await sharp(picture).metadata()).exif).toBeDefined();
    const end = await drawn(picture);
    await expectBare(end, "exif");
    expect([end.width, end.height]).toEqual([100, 200]);
    expect(Buffer.from(end.clear).includes("Somebody")).toBe(false);
  });
});

it(
  "a large picture is kept small, and its fingerprint is the one of the picture itself",
  { timeout: 60_000 },
  async () => {
    const small = await noisy(40, 30).png().toBuffer();
    const picture = await sharp(small).resize(4000, 3000, { kernel: "cubic" }).jpeg({ quality: 92 }).toBuffer();
    const end = await drawn(picture);
    expect([end.width, end.height]).toEqual([2560, 1920]);
    const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(
      distanceOf(end.fingerprint.pdq, fingerprintOf(luminanceOf(data, info.width, info.height)).pdq),
    ).toBeLessThanOrEqual(10);
    expect(end.blurred.length).toBeLessThan(20_000);
  },
);

it("so many may wait at once, and the next is told to come back", { timeout: 60_000 }, async () => {
  const picture = await noisy(300, 300).jpeg().toBuffer();
  const ends = await Promise.all(Array.from({ length: pictureLimits.waitingAtMost + 3 }, () => endOf(picture)));
  expect(ends.filter((end) => end === "images_busy")).toHaveLength(3);
  expect(await endOf(picture)).not.toBe("images_busy");
});
