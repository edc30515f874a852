import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { expect, it, vi } from "vitest";
import { distanceOf } from "@/lib/domain/fingerprints/pdq";
import { fingerprint } from "./fingerprint";

it("says a line for each file in order, as the camera held it, and goes on after one that is no picture", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "demasque-fingerprint-"));
  const [upright, turned, text] = ["upright.png", "turned.jpg", "text.jpg"].map((name) => path.join(folder, name));
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const picture = await sharp({ create: { width: 160, height: 120, channels: 3, background: "#888", noise } })
    .png()
    .toBuffer();
  await writeFile(upright ?? "", picture);
  await sharp(picture)
    .rotate(270)
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 100 })
    .toFile(turned ?? "");
  await writeFile(text ?? "", "<svg onload=alert(1)>");
  let out = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((line) => ((out += String(line)), true));
  const status = await fingerprint([upright ?? "", text ?? "", turned ?? ""]).finally(() => spy.mockRestore());
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { file: string; pdq?: string; quality?: number; error?: string });
  expect(status).toBe(1);
  expect(lines.map(({ file }) => file)).toEqual([upright, text, turned]);
  expect(lines[0]).toMatchObject({ pdq: expect.stringMatching(/^[0-9a-f]{64}$/) as string, quality: 100 });
  expect(lines[1]?.error).not.toBe("");
  expect(distanceOf(lines[0]?.pdq ?? "", lines[2]?.pdq ?? "")).toBeLessThanOrEqual(31);
  await rm(folder, { recursive: true });
});
