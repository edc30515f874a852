import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readPictureHeader } from "./picture-header";

const picture = () => sharp({ create: { width: 321, height: 123, channels: 3, background: "#c63" } });

describe("a file's first bytes", () => {
  it("tell the kind and the size of every kind of picture that is looked at", async () => {
    const made = {
      jpeg: await picture().jpeg().toBuffer(),
      png: await picture().png().toBuffer(),
      gif: await picture().gif().toBuffer(),
      webp: await picture().webp().toBuffer(),
      avif: await picture().avif().toBuffer(),
    };
    for (const [kind, bytes] of Object.entries(made))
      expect(readPictureHeader(bytes), kind).toEqual({ kind, width: 321, height: 123 });
  });

  it("tell the size of each of WebP's three forms, and of JPEG's two", async () => {
    const size = { width: 321, height: 123 };
    const alpha = await picture().ensureAlpha(0.5).webp().toBuffer();
    const lossless = await picture().webp({ lossless: true }).toBuffer();
    const progressive = await picture().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer();
    expect(alpha.subarray(12, 16).toString()).toBe("VP8X");
    expect(lossless.subarray(12, 16).toString()).toBe("VP8L");
    expect(readPictureHeader(alpha)).toEqual({ kind: "webp", ...size });
    expect(readPictureHeader(lossless)).toEqual({ kind: "webp", ...size });
    expect(readPictureHeader(progressive)).toEqual({ kind: "jpeg", ...size });
  });

  it("tell the size of a photo with bytes that belong nowhere between its parts, as decoders read on", async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const odd = Buffer.concat([jpeg.subarray(0, 2), Buffer.from("fffe000561626378", "hex"), jpeg.subarray(2)]);
    expect(readPictureHeader(odd)).toEqual({ kind: "jpeg", width: 321, height: 123 });
  });

  it("of what is no picture, or was cut, tell nothing", async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const texts = [
      "",
      "<svg xmlns='http://www.w3.org/2000/svg'/>",
      "<!doctype html><p>no</p>",
      "%PDF-1.7",
      "GIF87",
      "BM",
    ];
    for (const text of texts) expect(readPictureHeader(new TextEncoder().encode(text)), text).toBeNull();
    for (const length of [2, 3, 20, 100]) expect(readPictureHeader(jpeg.subarray(0, length))).toBeNull();
  });
});
