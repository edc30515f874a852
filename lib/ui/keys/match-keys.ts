/**
 * Keys are written as they are read: "c", "?", "mod+Enter" (Ctrl, or ⌘ on Apple devices), "g l" (one after the other).
 */
export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** One press in the same words as a binding, or null for a press that no binding may use (Alt, or a lone modifier). */
export function pressName({ key, ctrlKey, metaKey, altKey }: Pressed): string | null {
  if (altKey || ["Control", "Meta", "Shift", "Alt", "AltGraph", "Dead", "Process"].includes(key)) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return ctrlKey || metaKey ? `mod+${name}` : name;
}

const normalise = (keys: string): string =>
  keys
    .split(" ")
    .map((press) => {
      const name = press.startsWith("mod+") ? press.slice(4) : press;
      const lower = name.length === 1 ? name.toLowerCase() : name;
      return press.startsWith("mod+") ? `mod+${lower}` : lower;
    })
    .join(" ");

/** A press alone, without Ctrl or ⌘: what WCAG 2.1.4 wants to be switched off. */
export const isSingleKey = (keys: string): boolean => !keys.includes("mod+") && keys !== "Escape";

/**
 * What the presses so far lead to: the index of a binding, or "more" while a longer binding may follow, or null.
 * Of two bindings for the same keys the later one wins: it belongs to what was opened last.
 */
export function matchPresses(presses: readonly string[], bindings: readonly string[]): number | "more" | null {
  const typed = presses.join(" ");
  const known = bindings.map(normalise);
  const found = known.lastIndexOf(typed);
  if (found >= 0) return found;
  return known.some((keys) => keys.startsWith(`${typed} `)) ? "more" : null;
}
