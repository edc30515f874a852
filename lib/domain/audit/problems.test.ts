import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeProblem, type Problem, ProblemList, problemCodes } from "./problems";

describe("what a verification finds", () => {
  it("is said in a sentence about one thing, with the facts that help to find it", () => {
    expect(describeProblem({ id: "entry 123", problem: "body_differs", details: { leaf: 5, log: 2 } })).toBe(
      "entry 123: differs from its leaf (leaf 5, log 2)",
    );
    expect(describeProblem({ id: "tile 0/3", problem: "tile_missing" })).toBe("tile 0/3: is missing");
  });

  it("is counted in full and listed up to a hundred of a kind, in the order in which it was found", () => {
    const told: Problem[] = [];
    const list = new ProblemList((one) => told.push(one));
    for (let at = 0; at < 250; at += 1) list.add({ id: `entry ${at}`, problem: "body_differs" });
    list.add({ id: "tile 0/0", problem: "tile_differs" });
    expect(list.count).toBe(251);
    expect(told).toEqual(list.listed);
    expect(told).toHaveLength(101);
    expect([told[0]?.id, told.at(-1)?.id]).toEqual(["entry 0", "tile 0/0"]);
    expect([...list.unlisted]).toEqual([["body_differs", 150]]);
  });

  it("has every code in the operator's handbook", () => {
    const handbook = readFileSync("docs/operations.md", "utf8");
    expect(problemCodes.filter((code) => !handbook.includes(`\`${code}\``))).toEqual([]);
  });
});
