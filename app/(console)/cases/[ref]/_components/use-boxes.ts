"use client";

import { type PointerEvent, useRef, useState } from "react";
import { type Box, boxesAtMost, mergeBoxes, wholeSide } from "@/lib/domain/images/boxes";

const within = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)));
const smallest = 150;

/** A box pulled back into the picture, and never too small to be held. */
export function fitted({ x, y, width, height }: Box): Box {
  const [w, h] = [Math.max(smallest, within(width, wholeSide)), Math.max(smallest, within(height, wholeSide))];
  return { x: within(x, wholeSide - w), y: within(y, wholeSide - h), width: w, height: h };
}

/** The boxes of a picture while they are drawn: a new one is pulled open over the picture itself. */
export function useBoxes(given: readonly Box[]) {
  const [boxes, setBoxes] = useState<readonly Box[]>(given);
  const ref = useRef<HTMLDivElement>(null);
  const start = useRef<{ x: number; y: number; at: number } | null>(null);

  const pointOf = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const frame = ref.current?.getBoundingClientRect();
    if (!frame) return { x: 0, y: 0 };
    const part = (value: number, size: number) => within((value / size) * wholeSide, wholeSide);
    return { x: part(clientX - frame.left, frame.width), y: part(clientY - frame.top, frame.height) };
  };
  const replace = (at: number, box: Box) =>
    setBoxes((before) => before.map((one, index) => (index === at ? fitted(box) : one)));

  return {
    boxes,
    add: () => setBoxes((before) => [...before, { x: 3500, y: 3500, width: 3000, height: 3000 }]),
    replace,
    /** What somebody else has blackened meanwhile stays black. */
    merge: (kept: readonly Box[]) => setBoxes((before) => mergeBoxes(kept, before)),
    remove: (at: number) => setBoxes((before) => before.filter((_, index) => index !== at)),
    area: {
      ref,
      /** Of the picture on the screen. */
      sizeOf: () => ref.current?.getBoundingClientRect() ?? { width: 1, height: 1 },
      handlers: {
        onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
          if (event.target !== event.currentTarget || boxes.length >= boxesAtMost) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const point = pointOf(event);
          start.current = { ...point, at: boxes.length };
          setBoxes((before) => [...before, fitted({ ...point, width: smallest, height: smallest })]);
        },
        onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
          const from = start.current;
          if (from === null) return;
          const to = pointOf(event);
          const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
          replace(from.at, { x, y, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) });
        },
        onPointerUp: () => (start.current = null),
        onPointerCancel: () => (start.current = null),
      },
    },
  };
}
