import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect } from "./fixtures";

/** Blocks in no order, the same in every run; another picture for each number. */
export async function pictureOf(number: number, { quality = 90, flop = false } = {}): Promise<Buffer> {
  const [width, height] = [900, 640];
  const rgb = Buffer.alloc(3 * width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const block = Math.floor(x / 71) * 12.9898 + Math.floor(y / 67) * 78.233 + number * 37.719;
      rgb.fill(Math.abs(Math.trunc(Math.sin(block) * 43758)) % 256, 3 * (y * width + x), 3 * (y * width + x) + 3);
    }
  const picture = sharp(rgb, { raw: { width, height, channels: 3 } });
  return await (flop ? picture.flop() : picture).jpeg({ quality }).toBuffer();
}

/** Forty pieces of each, in the ways in which bytes are written. */
function partsOf(pictures: readonly Buffer[]): string[] {
  const parts: string[] = [];
  for (const picture of pictures)
    for (let at = 0; at + 48 <= picture.length; at += Math.ceil(picture.length / 40)) {
      const part = picture.subarray(at, at + 48);
      parts.push(part.toString("latin1"), part.toString("base64").slice(2, 60), part.toString("hex"));
    }
  return parts;
}

/** Everything that leaves the browser, from the page and from its workers, by whatever way. */
export function listenTo(page: Page) {
  const sent: { url: string; method: string; type: string; body: Buffer }[] = [];
  const sockets: string[] = [];
  page.context().on("request", (request) => {
    const [url, method, body] = [request.url(), request.method(), request.postDataBuffer() ?? Buffer.alloc(0)];
    sent.push({ url, method, type: request.headers()["content-type"] ?? "", body });
  });
  page.on("websocket", (socket) => sockets.push(socket.url()));
  return {
    count: () => sent.length,
    /** What was sent by whoever pressed something: the bodies of the page's own requests. */
    posted: () => sent.filter(({ method }) => method === "POST"),
    assertNoWord: (word: string) => {
      for (const { url, body } of sent) expect(`${url} ${body.toString("latin1")}`).not.toContain(word);
    },
    /** No request bears a part of a picture, as bytes, as base64, as a file of a form, or in its address. */
    assertNothingOf: (pictures: readonly Buffer[], mostBytes = 20_000) => {
      expect(sockets).toEqual([]);
      for (const { url, method, type, body } of sent) {
        const told = `${method} ${url}`;
        expect(type, told).not.toMatch(/image\/|octet-stream/);
        const text = body.toString("latin1");
        expect(text, told).not.toMatch(/data:|filename=|\xff\xd8\xff|\x89PNG|RIFF....WEBP|GIF8[79]a|ftypavif/s);
        expect(url, told).not.toMatch(/^(data|blob):/);
        expect(body.length, told).toBeLessThan(mostBytes);
        // One assertion a request: thousands of them cost minutes.
        expect(body.length > 0 && partsOf(pictures).some((part) => text.includes(part)), told).toBe(false);
      }
    },
  };
}
