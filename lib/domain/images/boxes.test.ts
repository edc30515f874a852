import { expect, it } from "vitest";
import { mergeBoxes } from "./boxes";

it("keeps everything that either of two persons blackened, each once", () => {
  const [face, name, hand] = [0, 1000, 2000].map((x) => ({ x, y: x, width: 900, height: 900 }));
  const [theirs, own] = [
    [face, name],
    [hand, { ...name }],
  ] as { x: number; y: number; width: number; height: number }[][];
  expect(mergeBoxes(theirs ?? [], own ?? [])).toEqual([face, name, hand]);
  expect(mergeBoxes([], own ?? [])).toEqual(own);
});
