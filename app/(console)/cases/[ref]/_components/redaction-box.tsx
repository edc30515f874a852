"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import { type Box, wholeSide } from "@/lib/domain/images/boxes";
import classes from "./images-panel.module.css";

interface RedactionBoxProps {
  box: Box;
  label: string;
  /** Made by a key: it takes the focus, so that the next key moves it. */
  isFocused: boolean;
  sizeOf: () => { width: number; height: number };
  onChange: (box: Box) => void;
  onRemove: () => void;
}

const step = 100;
const percent = (part: number): string => `${String((100 * part) / wholeSide)}%`;

/** Arrows move it, with Shift they size it, Delete takes it away; a pointer drags it. */
export function RedactionBox({ box, label, isFocused, sizeOf, onChange, onRemove }: RedactionBoxProps) {
  const ref = useRef<HTMLButtonElement>(null);
  const held = useRef<{ x: number; y: number; box: Box } | null>(null);
  useEffect(() => {
    if (isFocused) ref.current?.focus();
  }, [isFocused]);

  function onKeyDown(event: KeyboardEvent) {
    const [across, down] =
      { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [];
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      onRemove();
    }
    if (across === undefined || down === undefined) return;
    event.preventDefault();
    const { x, y, width, height } = box;
    onChange(
      event.shiftKey
        ? { x, y, width: Math.min(wholeSide - x, width + across), height: Math.min(wholeSide - y, height + down) }
        : { x: x + across, y: y + down, width, height },
    );
  }

  function onPointerMove(event: PointerEvent) {
    if (held.current === null) return;
    const size = sizeOf();
    const { x, y, box: from } = held.current;
    const across = ((event.clientX - x) / size.width) * wholeSide;
    const down = ((event.clientY - y) / size.height) * wholeSide;
    onChange({ ...from, x: from.x + across, y: from.y + down });
  }

  return (
    <button
      ref={ref}
      type="button"
      className={classes.box}
      aria-label={label}
      aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Delete"
      style={{ left: percent(box.x), top: percent(box.y), width: percent(box.width), height: percent(box.height) }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { x: event.clientX, y: event.clientY, box };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => (held.current = null)}
      onPointerCancel={() => (held.current = null)}
    />
  );
}
