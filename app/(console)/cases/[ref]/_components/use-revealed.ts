"use client";

import { useEffect, useRef, useState } from "react";
import type { ToldError } from "@/lib/domain/errors";
import { routes } from "@/lib/routes";

/**
 * A picture in clear, for as long as it is held: asked for at that moment, forgotten at the end of it. Each time is noted by the server.
 */
export function useRevealed(id: string) {
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
      if (!mine.signal.aborted) setProblem({ code: "not_found", reason: "image" });
    }
  }

  useEffect(
    () => () => {
      asking.current?.abort();
      if (shown.current !== null) URL.revokeObjectURL(shown.current);
    },
    [],
  );

  return {
    address,
    problem,
    isHeld: address !== null,
    /** For a button: held by pointer or finger; switched by the space bar or Enter, for whoever cannot hold. */
    handlers: {
      onPointerDown: () => void reveal(),
      onPointerUp: hide,
      onPointerLeave: hide,
      onPointerCancel: hide,
      onBlur: hide,
      onContextMenu: (event: { preventDefault(): void }) => event.preventDefault(),
      onKeyDown: (event: { key: string; repeat: boolean; preventDefault(): void }) => {
        if (event.key === "Escape") hide();
        if (event.key !== " " && event.key !== "Enter") return;
        event.preventDefault();
        if (event.repeat) return;
        if (shown.current === null) void reveal();
        else hide();
      },
      onKeyUp: (event: { key: string; preventDefault(): void }) => {
        if (event.key === " ") event.preventDefault();
      },
    },
  };
}
