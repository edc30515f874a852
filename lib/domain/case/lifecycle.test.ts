import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DomainError } from "../errors";
import { caseCommands, commandsIn, lifecycle, statePairs, transition, type CaseCommand } from "./lifecycle";
import { caseStates, openStates, platformIds, type CaseState } from "./vocabulary";

const cells: Record<CaseState, Partial<Record<CaseCommand, readonly CaseState[]>>> = lifecycle;

describe.each(caseStates)("a case that is %s", (state) => {
  it.each(caseCommands)("answers %s as the table says, and names the rule where it refuses", (command) => {
    const offered = cells[state][command];
    if (offered) {
      for (const target of offered) expect(transition(state, command, target)).toBe(target);
      expect(commandsIn(state)).toContain(command);
    } else {
      expect(() => transition(state, command)).toThrow(DomainError);
      try {
        transition(state, command);
      } catch (error) {
        expect(error).toMatchObject({
          code: "invalid_transition",
          reason: `${command}_in_${state}`,
          details: { state, command },
        });
      }
      expect(commandsIn(state)).not.toContain(command);
    }
  });

  it("refuses a target that its cell does not offer", () => {
    for (const command of commandsIn(state)) {
      const missing = caseStates.find((other) => !cells[state][command]?.includes(other));
      if (missing) expect(() => transition(state, command, missing)).toThrow(/invalid_transition/);
    }
  });

  it("can reach the safety lane unless it is erased, hidden or held by the lane already", () => {
    const outOfReach: CaseState[] = ["authentic", "erased", "merged"];
    expect(commandsIn(state).includes("safeguard")).toBe(!outOfReach.includes(state));
  });
});

describe("the lifecycle as a whole", () => {
  it("never leaves a tombstone", () => {
    expect(commandsIn("erased")).toEqual([]);
  });

  it("lets only review lead to a decision: no other command confirms", () => {
    for (const state of caseStates) {
      for (const command of commandsIn(state)) {
        if (cells[state][command]?.includes("confirmed"))
          expect([state, command]).toEqual(["second_opinion", "give_opinion"]);
      }
    }
  });

  it("reopens what was put aside and nothing that was notified", () => {
    expect(caseStates.filter((state) => commandsIn(state).includes("reopen"))).toEqual([
      "confirmed",
      "rejected",
      "undetermined",
    ]);
  });

  it("is the list that the database keeps", () => {
    const sql = readFileSync(new URL("../../../prisma/migrations/0003_rules/migration.sql", import.meta.url), "utf8");
    const kept = [...sql.matchAll(/^ {2}\('(\w+)', '(\w+)'\)/gm)].map(([, from, to]) => ({ from, to }));
    expect(kept).toEqual(statePairs());
  });

  it("agrees with the database on which platforms there are", () => {
    const sql = readFileSync(new URL("../../../prisma/migrations/0003_rules/migration.sql", import.meta.url), "utf8");
    expect([...sql.matchAll(/^ {4}\('(\w+)', '[^']+'\)/gm)].map(([, id]) => id)).toEqual([...platformIds]);
  });

  it("agrees with the database on which states an account can hold one case of", () => {
    const sql = readFileSync(new URL("../../../prisma/migrations/0001_init/migration.sql", import.meta.url), "utf8");
    const unique = /case_one_open_per_account[^;]*IN \(([^)]*)\)/.exec(sql)?.[1] ?? "";
    const kept = [...unique.matchAll(/'(\w+)'/g)].map(([, state]) => state);
    expect([...kept, "safeguarding"]).toEqual([...openStates]);
  });
});
