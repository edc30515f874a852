import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { platformIds } from "@/lib/domain/case/vocabulary";
import { outcomeViews, stateViews, trackIcons } from "./state-view";

const file = readFileSync(path.resolve(import.meta.dirname, "../../public/icons.svg"), "utf8");
const symbols = new Map(
  [...file.matchAll(/<symbol id="([^"]+)"[^>]*>(.*?)<\/symbol>/gs)].map(([, id, drawing]) => [id, drawing]),
);

describe("silhouettes", () => {
  it("tell every state of a case from every other without colour", () => {
    const drawings = Object.values(stateViews).map(({ icon }) => symbols.get(icon));
    expect(drawings).not.toContain(undefined);
    expect(new Set(drawings).size).toBe(drawings.length);
  });

  it("exist for every outcome, track and platform", () => {
    const wanted = [
      ...Object.values(outcomeViews).map(({ icon }) => icon),
      ...Object.values(trackIcons),
      ...platformIds.map((platform) => `platform-${platform}`),
      ...["strength-1", "strength-2", "strength-3", "line-new", "line-known", "line-barred", "back-again", "tick"],
    ];
    expect(wanted.filter((name) => !symbols.has(name))).toEqual([]);
  });

  it("hold no script, no link and no colour of their own", () => {
    expect(file).not.toMatch(/<script|href=|onload|#[0-9a-f]{6}\b/i);
  });
});
