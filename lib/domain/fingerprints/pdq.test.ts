import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readPixels } from "@/lib/adapters/pictures/read-pixels";
import { distanceOf, type Fingerprint, fingerprintOf, luminanceOf, orientationsOf, type PdqRelease } from "./pdq";

const fixtures = path.resolve("../shared/fixtures/pdq");

/** A picture with something to see in every corner. */
function pictureOf(width: number, height: number, paint: (x: number, y: number) => number): Uint8Array {
  const rgba = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rgba.fill(paint((x + 0.5) / width, (y + 0.5) / height), 4 * (y * width + x), 4 * (y * width + x) + 3);
  return rgba;
}
/** Blocks of brightness in no order, the same in every run. */
const blocks = (x: number, y: number): number =>
  Math.abs(Math.trunc(Math.sin(Math.floor(x * 7) * 12.9898 + Math.floor(y * 7) * 78.233) * 43758)) % 256;

describe("a picture's fingerprint", () => {
  it("is 64 hexadecimal digits with half of the bits set, for a picture of any size and shape", () => {
    for (const [width, height] of [
      [1, 1],
      [2, 700],
      [63, 65],
      [400, 300],
      [1300, 513],
    ] as const) {
      const { pdq, quality } = fingerprintOf(luminanceOf(pictureOf(width, height, blocks), width, height));
      expect(pdq).toMatch(/^[0-9a-f]{64}$/);
      expect(quality).toBeGreaterThanOrEqual(0);
      expect(quality).toBeLessThanOrEqual(100);
      if (width > 2) expect(distanceOf(pdq, "0".repeat(64))).toBe(128);
    }
  });

  it("is none where a side has fewer than five points, as in the reference; a long side is first brought to 512", () => {
    const of = (width: number, height: number) => luminanceOf(pictureOf(width, height, blocks), width, height);
    for (const [width, height] of [
      [1, 1],
      [4, 400],
      [400, 4],
    ] as const) {
      expect(fingerprintOf(of(width, height))).toEqual({ pdq: "0".repeat(64), quality: 0 });
      expect(new Set(orientationsOf(of(width, height)))).toEqual(new Set(["0".repeat(64)]));
    }
    for (const [width, height] of [
      [5, 5],
      [1, 1000],
    ] as const)
      expect(distanceOf(fingerprintOf(of(width, height)).pdq, "0".repeat(64))).toBeGreaterThan(0);
  });

  it("says that there is nothing to see in an even picture", () => {
    expect(
      fingerprintOf(
        luminanceOf(
          pictureOf(300, 200, () => 90),
          300,
          200,
        ),
      ).quality,
    ).toBe(0);
    expect(fingerprintOf(luminanceOf(pictureOf(300, 200, blocks), 300, 200)).quality).toBeGreaterThan(0);
  });

  it("of a turned or mirrored picture is among the eight of the original", () => {
    const turns: ((x: number, y: number) => [number, number])[] = [
      ...[(x: number, y: number): [number, number] => [x, y], (x: number, y: number): [number, number] => [x, 1 - y]],
      ...[
        (x: number, y: number): [number, number] => [1 - x, y],
        (x: number, y: number): [number, number] => [1 - x, 1 - y],
      ],
      ...[(x: number, y: number): [number, number] => [y, x], (x: number, y: number): [number, number] => [y, 1 - x]],
      ...[
        (x: number, y: number): [number, number] => [1 - y, x],
        (x: number, y: number): [number, number] => [1 - y, 1 - x],
      ],
    ];
    const eight = orientationsOf(luminanceOf(pictureOf(512, 512, blocks), 512, 512));
    expect(new Set(eight).size).toBe(8);
    const found = turns.map((turn) => {
      const { pdq } = fingerprintOf(
        luminanceOf(
          pictureOf(512, 512, (x, y) => blocks(...turn(x, y))),
          512,
          512,
        ),
      );
      const distances = eight.map((one) => distanceOf(one, pdq));
      return distances.indexOf(Math.min(...distances));
    });
    expect([...found].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(found[0]).toBe(0);
  });
});

it("counts the bits in which two fingerprints differ", () => {
  const zero = "0".repeat(64);
  expect(distanceOf(zero, zero)).toBe(0);
  expect(distanceOf(zero, "f".repeat(64))).toBe(256);
  expect(distanceOf(zero, `8${"0".repeat(62)}1`)).toBe(2);
});

const patience = { timeout: 60_000 };
describe.skipIf(!existsSync(fixtures))(
  "the published fingerprints (skipped where the fixtures are not there)",
  patience,
  () => {
    const published = existsSync(fixtures)
      ? readFileSync(path.join(fixtures, "published_hashes.csv"), "utf8").trim().split("\n").slice(1)
      : [];
    const rows = published.flatMap((line) => {
      const [image = "", pdq = "", quality = "", source = ""] = line.split(",");
      const file = path.join(fixtures, image.replace("01d:images/", "photos/"));
      return existsSync(file) && !image.endsWith("I16.png") ? [{ file, pdq, quality, source }] : [];
    });
    const known = new Map<string, Fingerprint>();
    const of = async (file: string, release: PdqRelease): Promise<Fingerprint> => {
      const found = known.get(`${release} ${file}`);
      if (found) return found;
      // Those who published them left transparency out; here it counts as white.
      const { rgba, width, height } = await readPixels(file, { isTransparencyIgnored: true });
      const made = fingerprintOf(luminanceOf(rgba, width, height, release), release);
      known.set(`${release} ${file}`, made);
      return made;
    };
    const from = (source: RegExp) => rows.filter((row) => source.test(row.source));

    it("of the ten photos and of the release in use are met within 2 bits", async () => {
      const close = from(/pdqhash|wasm/);
      expect(close.length).toBeGreaterThanOrEqual(25);
      for (const { file, pdq } of close)
        expect(distanceOf((await of(file, "cpp")).pdq, pdq), file).toBeLessThanOrEqual(2);
    });

    it("of the Java release are met to the bit", async () => {
      const exact = from(/java/);
      expect(exact).toHaveLength(8);
      for (const { file, pdq, quality } of exact)
        expect(await of(file, "java"), file).toEqual({ pdq, quality: Number(quality) });
    });

    it("of all others are met within 16 bits, with their quality", async () => {
      for (const { file, pdq, quality } of rows) {
        const found = await of(file, "cpp");
        expect(distanceOf(found.pdq, pdq), file).toBeLessThanOrEqual(16);
        if (quality !== "") expect(found.quality, file).toBe(Number(quality));
      }
    });

    it("are met by turning and mirroring the frequencies instead of the picture", async () => {
      const folder = path.join(fixtures, "reg-test-input", "dih");
      const names = readdirSync(folder).filter((name) => name.endsWith(".jpg"));
      const { rgba, width, height } = await readPixels(path.join(folder, "bridge-1-original.jpg"));
      const eight = orientationsOf(luminanceOf(rgba, width, height));
      const nearest = await Promise.all(
        names.map(async (name) => {
          const { pdq } = await of(path.join(folder, name), "cpp");
          return eight.findIndex((one) => distanceOf(one, pdq) <= 31);
        }),
      );
      expect([...nearest].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    });

    it("are met by no picture of another subject", async () => {
      const photos = readdirSync(path.join(fixtures, "photos")).filter((name) => name.endsWith(".jpg"));
      const found = await Promise.all(
        photos.map(async (name) => (await of(path.join(fixtures, "photos", name), "cpp")).pdq),
      );
      const distances = found.flatMap((a, at) => found.slice(at + 1).map((b) => distanceOf(a, b)));
      expect(Math.min(...distances)).toBeGreaterThan(31);
    });
  },
);
