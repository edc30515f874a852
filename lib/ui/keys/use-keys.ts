"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { areSingleKeysOn, currentBindings, dropBindings, type KeyBinding, listen, putBindings } from "./key-registry";

const nothing: readonly KeyBinding[] = [];

/**
 * Registers keys for as long as the component is shown. They never act in a field (unless the binding says so) nor under
 * an open window; every one needs a visible button that does the same. `run` may change at every render.
 */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const [owner] = useState(() => Symbol("keys"));
  const latest = useRef(bindings);
  const shape = bindings
    .map(({ keys, label, isOff, worksInFields }) => [keys, label, isOff, worksInFields].join("\u0000"))
    .join("\u0001");
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    putBindings(
      owner,
      latest.current.map((binding, index) => ({ ...binding, run: () => latest.current[index]?.run() })),
    );
    return () => dropBindings(owner);
  }, [owner, shape]);
  useSyncExternalStore(listen, currentBindings, () => nothing);
}

/** All that is registered now, for the help sheet and the palette. */
export const useKeyBindings = (): readonly KeyBinding[] => useSyncExternalStore(listen, currentBindings, () => nothing);

export const useSingleKeysOn = (): boolean => useSyncExternalStore(listen, areSingleKeysOn, () => true);
