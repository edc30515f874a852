import { describe, expect, it } from "vitest";
import { gammaIn } from "./png-gamma";

const part = (kind: string, data: number[]) => [
  0,
  0,
  0,
  data.length,
  ...new TextEncoder().encode(kind),
  ...data,
  0,
  0,
  0,
  0,
];
const png = (...parts: number[][]) => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...parts.flat()]);
const head = part("IHDR", Array<number>(13).fill(1));

describe("the part of a PNG that bends its brightness", () => {
  it("is found before the points, wherever it stands among the others", () => {
    const file = png(head, part("tEXt", [1, 2, 3]), part("gAMA", [0, 1, 0x86, 0xa0]), part("IDAT", [9]));
    const [from = 0, to = 0] = gammaIn(file) ?? [];
    expect(String.fromCharCode(...file.subarray(from + 4, from + 8))).toBe("gAMA");
    expect(String.fromCharCode(...file.subarray(to + 4, to + 8))).toBe("IDAT");
  });

  it("is not looked for in the points, in another kind of file, nor past the end of one that was cut or lies about its length", () => {
    expect(gammaIn(png(head, part("IDAT", [0]), part("gAMA", [0, 0, 0, 1])))).toBeNull();
    expect(gammaIn(new TextEncoder().encode("GIF89a gAMA gAMA gAMA gAMA"))).toBeNull();
    expect(gammaIn(png(head).subarray(0, 20))).toBeNull();
    expect(gammaIn(Uint8Array.of())).toBeNull();
    expect(gammaIn(png([0xff, 0xff, 0xff, 0xff, 0x74, 0x45, 0x58, 0x74, 0, 0, 0, 0]))).toBeNull();
  });
});
