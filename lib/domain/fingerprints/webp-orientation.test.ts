import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { standing, unknownPart, webpOrientation } from "./webp-orientation";

const picture = () => sharp({ create: { width: 32, height: 20, channels: 3, background: "#c63" } });
const held = (file: Uint8Array) => webpOrientation((from, to) => Promise.resolve(file.subarray(from, to)), file.length);

describe("how a WebP file says its camera was held", () => {
  it("is read, with the place of the part that says it; hidden there, the file is the same picture and says nothing", async () => {
    for (let orientation = 2; orientation <= 8; orientation++) {
      const file = await picture().withMetadata({ orientation }).webp().toBuffer();
      const found = await held(file);
      expect(found?.orientation).toBe(orientation);
      const plain = Buffer.from(file);
      plain.write(unknownPart, found?.at ?? 0, "latin1");
      expect(await held(plain)).toBeNull();
      const meta = await sharp(plain).metadata();
      expect([meta.format, meta.width, meta.height, meta.orientation]).toEqual(["webp", 32, 20, undefined]);
    }
  });

  it("is nothing for a picture that stands, of another form or kind, cut short, or that lies about its parts", async () => {
    const upright = await picture().withMetadata({ orientation: 1 }).webp().toBuffer();
    const sideways = await picture().withMetadata({ orientation: 6 }).webp().toBuffer();
    const at = (await held(sideways))?.at ?? 0;
    const lying = Buffer.from(sideways);
    lying.writeUInt32LE(0xffffffff, 16);
    const table = Buffer.from(sideways);
    table.fill(0xff, at + 12);
    for (const file of [
      ...[
        upright,
        await picture().webp().toBuffer(),
        await picture().jpeg().withMetadata({ orientation: 6 }).toBuffer(),
      ],
      ...[
        lying,
        table,
        sideways.subarray(0, at + 6),
        sideways.subarray(0, at + 12),
        sideways.subarray(0, 20),
        Buffer.alloc(0),
      ],
    ])
      expect(await held(file)).toBeNull();
  });

  it("is undone by the canvas that draws every corner within the turned sides", () => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const { transform, isSideways } = standing(orientation, 32, 20);
      const [a, b, c, d, e, f] = transform;
      const [width, height] = isSideways ? [20, 32] : [32, 20];
      const corners = [
        [0, 0],
        [32, 0],
        [0, 20],
        [32, 20],
      ].map(([x = 0, y = 0]) => `${String(a * x + c * y + e)} ${String(b * x + d * y + f)}`);
      expect(new Set(corners)).toEqual(
        new Set(["0 0", `${String(width)} 0`, `0 ${String(height)}`, `${String(width)} ${String(height)}`]),
      );
    }
  });
});
