"use client";

import { useEffect, useRef, useState } from "react";
import type { ToldError } from "@/lib/domain/errors";
import type { Showing } from "@/lib/queries/get-images";
import { routes } from "@/lib/routes";

/**
 * A picture in clear, for as long as it is held: asked for at that moment, forgotten at the end of it. Each time is noted by the server.
 */
export function useRevealed(id: string, reveals: Showing["reveal"]) {
  const [isArmed, setArmed] = useState(false);
  const [address, setAddress] = useState<string | null>(null);
  const [problem, setProblem] = useState<ToldError | null>(null);
  const asking = useRef<AbortController | null>(null);
  const shown = useRef<string | null>(null);

  function hide() {
    asking.current?.abort();
    asking.current = null;
    if (shown.current !== null) URL.revokeObjectURL(shown.current);
    shown.current = null;
    setAddress(null);
    setArmed(false);
  }

  async function reveal() {
    if (asking.current !== null) return;
    const mine = new AbortController();
    asking.current = mine;
    setProblem(null);
    try {
      const answer = await fetch(routes.clearImage(id), { method: "POST", cache: "no-store", signal: mine.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const picture = await answer.blob();
      if (mine.signal.aborted) return;
      shown.current = URL.createObjectURL(picture);
      setAddress(shown.current);
    } catch {
      if (mine.signal.aborted) return;
      asking.current = null;
      setProblem({ code: "not_found", reason: "image" });
    }
  }

  useEffect(
    () => () => {
      asking.current?.abort();
      if (shown.current !== null) URL.revokeObjectURL(shown.current);
    },
    [],
  );

  const isShownOrAsked = () => asking.current !== null;
  const calm = { onContextMenu: (event: { preventDefault(): void }) => event.preventDefault(), onBlur: hide };
  /** By pointer or finger as long as it is held; by the space bar or Enter until it is pressed again. */
  const holding = {
    ...calm,
    onPointerDown: () => void reveal(),
    onPointerUp: hide,
    onPointerLeave: hide,
    onPointerCancel: hide,
    onKeyDown: (event: { key: string; repeat: boolean; preventDefault(): void }) => {
      if (event.key === "Escape") hide();
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      if (event.repeat) return;
      if (isShownOrAsked()) hide();
      else void reveal();
    },
    onKeyUp: (event: { key: string; preventDefault(): void }) => {
      if (event.key === " ") event.preventDefault();
    },
  };
  /** For whoever cannot hold, and chose so. */
  const pressing = {
    ...calm,
    onClick: () => {
      if (isShownOrAsked()) hide();
      else if (reveals === "press_twice" && !isArmed) setArmed(true);
      else void reveal();
    },
  };
  const hint = reveals === "hold" ? "hold" : reveals === "press" ? "press" : isArmed ? "again" : "twice";
  return {
    address,
    problem,
    isHeld: address !== null,
    hint: `hint.${hint}` as const,
    handlers: reveals === "hold" ? holding : pressing,
  };
}
