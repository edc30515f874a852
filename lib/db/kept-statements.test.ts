import { describe, expect, it, vi } from "vitest";
import { keptName } from "./kept-statements";

describe("statements kept by a connection", () => {
  it("keeps the marked ones alone, each text under a name of its own", () => {
    expect(keptName({ sql: "SELECT 1" })).toBe("");
    const first = keptName({ sql: "/*kept*/ SELECT 1" });
    expect(first).not.toBe("");
    expect(keptName({ sql: "\n/*kept*/ SELECT 2" })).not.toBe(first);
    expect(keptName({ sql: "/*kept*/ SELECT 1" })).toBe(first);
  });

  it("keeps a text under one name in every bundle of the server: they share the connections", async () => {
    const first = keptName({ sql: "/*kept*/ SELECT 3" });
    vi.resetModules();
    const other = await import("./kept-statements");
    expect(other.keptName).not.toBe(keptName);
    other.keptName({ sql: "/*kept*/ SELECT 4" });
    expect(other.keptName({ sql: "/*kept*/ SELECT 3" })).toBe(first);
  });

  it("keeps no more than so many, whatever is asked", () => {
    const names = Array.from({ length: 200 }, (_, number) => keptName({ sql: `/*kept*/ SELECT ${String(number)}` }));
    expect(new Set(names).size).toBeLessThanOrEqual(129);
    expect(names.at(-1)).toBe("");
  });
});
