import { describe, expect, it } from "vitest";
import { isSingleKey, matchPresses, pressName } from "./match-keys";

const press = (key: string, held: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {}) =>
  pressName({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe("pressName", () => {
  it("reads Ctrl and ⌘ as one, and the letter whatever the shift key", () => {
    expect(press("K", { ctrlKey: true })).toBe("mod+k");
    expect(press("k", { metaKey: true })).toBe("mod+k");
    expect(press("?")).toBe("?");
    expect(press("J")).toBe("j");
  });

  it("leaves Alt to the layout and the browser, and waits while a lone modifier is held", () => {
    expect(press("q", { altKey: true })).toBeNull();
    expect(press("Shift")).toBeNull();
    expect(press("Dead")).toBeNull();
  });
});

describe("matchPresses", () => {
  const bindings = ["j", "g l", "g q", "mod+Enter", "j"];

  it("finds one key, and of two bindings the one that was opened last", () => {
    expect(matchPresses(["j"], bindings)).toBe(4);
  });

  it("waits inside a sequence and ends it", () => {
    expect(matchPresses(["g"], bindings)).toBe("more");
    expect(matchPresses(["g", "q"], bindings)).toBe(2);
    expect(matchPresses(["g", "x"], bindings)).toBeNull();
  });

  it("does not take Enter for Ctrl Enter", () => {
    expect(matchPresses(["Enter"], bindings)).toBeNull();
    expect(matchPresses(["mod+Enter"], bindings)).toBe(3);
  });
});

describe("isSingleKey", () => {
  it("names what a person may switch off, and neither Ctrl keys nor Escape", () => {
    expect(["c", "g l", "?", "mod+k", "Escape"].map(isSingleKey)).toEqual([true, true, true, false, false]);
  });
});
