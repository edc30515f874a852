import { z } from "zod";

/** Sides are counted in parts of ten thousand, so that a box means the same at every size of the picture. */
export const wholeSide = 10_000;
export const boxesAtMost = 40;

const part = z.int().min(0).max(wholeSide);
const boxSchema = z
  .strictObject({ x: part, y: part, width: part.min(1), height: part.min(1) })
  .refine(({ x, y, width, height }) => x + width <= wholeSide && y + height <= wholeSide);
export const boxesSchema = z.array(boxSchema).max(boxesAtMost).readonly();
export type Box = z.infer<typeof boxSchema>;

const isSame = (one: Box, other: Box): boolean =>
  one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;

/** What two persons blackened, each without seeing the other's boxes: everything of both. */
export function mergeBoxes(kept: readonly Box[], own: readonly Box[]): Box[] {
  return [...kept, ...own.filter((box) => !kept.some((one) => isSame(one, box)))];
}

/** The points of a picture that a box covers: every one that it touches. */
export function pixelsOf(box: Box, width: number, height: number): Box {
  const [left, top] = [Math.floor((box.x * width) / wholeSide), Math.floor((box.y * height) / wholeSide)];
  const [right, bottom] = [
    Math.ceil(((box.x + box.width) * width) / wholeSide),
    Math.ceil(((box.y + box.height) * height) / wholeSide),
  ];
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}
