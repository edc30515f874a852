import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provideEnvironment } from "@/lib/env";
import { openText, sealText } from "./sealed-text";

const useKeysOf = (folder: string) => {
  provideEnvironment({ DATA_DIR: folder });
};

describe("a sealed text", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "demasque-sealed-"));
    useKeysOf(folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("comes back whole, whatever is in it, and is never sealed to the same bytes twice", () => {
    for (const text of ["", "é🎭\u0000", "x".repeat(100_000)]) {
      const sealed = sealText("vetting", "row", text);
      expect(openText("vetting", "row", sealed)).toBe(text);
      expect(sealText("vetting", "row", text)).not.toEqual(sealed);
    }
  });

  it("is not opened for another row, for another purpose, after one changed bit, or cut short", () => {
    const sealed = sealText("second_factor", "row", "le secret");
    expect(() => openText("second_factor", "other", sealed)).toThrow(/authenticate/);
    expect(() => openText("webhook", "row", sealed)).toThrow(/authenticate/);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openText("second_factor", "row", changed)).toThrow();
    }
    for (const length of [0, 1, 12, 28, sealed.length - 1])
      expect(() => openText("second_factor", "row", sealed.subarray(0, length))).toThrow();
  });

  it("needs the key that sealed it: what people told of themselves is not opened by the master key", () => {
    const sealed = sealText("vetting", "row", "des noms");
    const other = mkdtempSync(path.join(tmpdir(), "demasque-sealed-"));
    useKeysOf(other);
    expect(() => openText("vetting", "row", sealed)).toThrow(/authenticate/);
    rmSync(other, { recursive: true });
    useKeysOf(folder);
  });
});
