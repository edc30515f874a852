import { describe, expect, it } from "vitest";
import { commandsIn } from "../case/lifecycle";
import { caseStates, roles, type CaseState, type Role } from "../case/vocabulary";
import { tokenScopes, type TokenScope, type UserActor } from "./actor";
import { allCasePermissions, allDeskPermissions, type Permission } from "./permissions";
import { allowedCommands, assertCan, can, policy, refusalOf, type CaseFacts } from "./policy";
import { scopeOf } from "./scope-of";

const person = (...held: Role[]): UserActor => ({ kind: "user", id: "u", pseudonym: "P", roles: held, requestId: "r" });
const bearer = (scopes: TokenScope[], ...held: Role[]): UserActor => ({
  ...person(...held),
  token: { id: "t", scopes },
});
const facts = (given: Partial<CaseFacts> = {}): CaseFacts => ({
  state: "open",
  isReporter: false,
  isHolder: false,
  isHeld: false,
  hasOpinion: false,
  hasFirstOpinion: false,
  hasComparedOpinion: false,
  isSoloReady: false,
  isTrackHeld: true,
  isTrackWished: true,
  isDoubted: false,
  ...given,
});
const held = { isHolder: true, isHeld: true };

describe("who may open a case", () => {
  it.each(caseStates)("a reviewer opens a case that is %s unless it is the lane's, erased or authentic", (state) => {
    const hidden: CaseState[] = ["safeguarding", "erased", "authentic"];
    expect(can(person("reviewer"), "case:read", facts({ state }))).toBe(!hidden.includes(state));
  });

  it.each(caseStates)("only safeguarding opens the lane (%s)", (state) => {
    for (const role of roles) {
      const mayRead = can(person(role), "case:read", facts({ state, isReporter: true }));
      if (state === "safeguarding") expect(mayRead).toBe(role === "safeguarding");
      if (role === "safeguarding") expect(mayRead).toBe(state === "safeguarding");
    }
  });

  it("a volunteer opens the cases they logged and no others", () => {
    expect(can(person("volunteer"), "case:read", facts({ isReporter: true }))).toBe(true);
    expect(can(person("volunteer"), "case:read", facts())).toBe(false);
    expect(() => assertCan(person("volunteer"), "case:read", facts())).toThrow(/not_found/);
  });

  it("admin and auditor see no case content by these roles", () => {
    for (const role of ["admin", "auditor"] as const) {
      for (const permission of allCasePermissions)
        expect(can(person(role), permission, facts({ isReporter: true, ...held }))).toBe(false);
    }
  });

  it("a role is never worth less beside another", () => {
    for (const first of roles) {
      for (const second of roles) {
        for (const permission of [...allCasePermissions, ...allDeskPermissions]) {
          for (const state of caseStates) {
            const seen = facts({ state, isReporter: true, ...held });
            if (can(person(first), permission, seen)) expect(can(person(first, second), permission, seen)).toBe(true);
          }
        }
      }
    }
  });
});

describe("two persons per decision", () => {
  const reviewer = person("reviewer");

  it("an opinion needs the live lease", () => {
    expect(refusalOf(reviewer, "case:give_opinion", facts({ state: "in_review" }))).toBe("lease_needed");
    expect(refusalOf(reviewer, "case:give_opinion", facts({ state: "in_review", isHolder: true, isHeld: false }))).toBe(
      "lease_needed",
    );
    expect(refusalOf(reviewer, "case:give_opinion", facts({ state: "in_review", ...held }))).toBeNull();
  });

  it("who gave the first opinion gives no second, and cannot claim the case for it", () => {
    const mine = facts({ state: "second_opinion", hasOpinion: true, hasFirstOpinion: true });
    expect(refusalOf(reviewer, "case:claim", mine)).toBe("own_opinion_given");
    expect(refusalOf(reviewer, "case:give_opinion", { ...mine, ...held })).toBe("own_opinion_given");
  });

  it("who logged the case may give the first opinion and never the second", () => {
    const logged = facts({ state: "in_review", isReporter: true, ...held });
    expect(can(reviewer, "case:give_opinion", logged)).toBe(true);
    expect(
      refusalOf(reviewer, "case:give_opinion", { ...logged, state: "second_opinion", hasFirstOpinion: true }),
    ).toBe("reporter_gives_no_second");
  });

  it("who withdrew after two opinions were compared cannot try other answers in that round", () => {
    const tried = facts({ state: "second_opinion", hasFirstOpinion: true, hasComparedOpinion: true, ...held });
    expect(refusalOf(reviewer, "case:give_opinion", tried)).toBe("opinions_compared");
    expect(refusalOf(reviewer, "case:claim", tried)).toBe("opinions_compared");
    expect(can(reviewer, "case:give_opinion", { ...tried, hasFirstOpinion: false })).toBe(true);
  });

  it("solo work lets one person confirm, and only when it is ready", () => {
    const alone = facts({ state: "second_opinion", hasOpinion: true, hasFirstOpinion: true, ...held });
    expect(can(reviewer, "case:give_opinion", alone)).toBe(false);
    expect(can(reviewer, "case:give_opinion", { ...alone, isSoloReady: true })).toBe(true);
  });

  it("a reviewer reads a case of a track that they do not hold, and neither claims nor judges it", () => {
    const foreign = facts({ isTrackHeld: false, state: "in_review", ...held });
    expect(can(reviewer, "case:read", foreign)).toBe(true);
    expect(refusalOf(reviewer, "case:claim", foreign)).toBe("track_not_held");
    expect(refusalOf(reviewer, "case:give_opinion", foreign)).toBe("track_not_held");
  });

  it("whoever wished for redirecting bots alone claims no other case, and may finish the one they hold", () => {
    const unwished = facts({ isTrackWished: false, state: "in_review", ...held });
    expect(refusalOf(reviewer, "case:claim", unwished)).toBe("track_not_wished");
    expect(can(reviewer, "case:give_opinion", unwished)).toBe(true);
    expect(can(reviewer, "case:read", unwished)).toBe(true);
  });

  it("what two people confirmed is opened again only where one of them is doubted", () => {
    expect(refusalOf(reviewer, "case:reopen", facts({ state: "confirmed" }))).toBe("decision_not_doubted");
    expect(can(reviewer, "case:reopen", facts({ state: "confirmed", isDoubted: true }))).toBe(true);
    expect(can(reviewer, "case:reopen", facts({ state: "rejected" }))).toBe(true);
  });

  it("a case held by another is not claimed", () => {
    expect(refusalOf(reviewer, "case:claim", facts({ isHeld: true }))).toBe("held_by_another");
  });
});

describe("tokens", () => {
  it.each(tokenScopes)("a token with %s alone does nothing that its owner may not do", (scope) => {
    for (const role of roles) {
      for (const permission of [...allCasePermissions, ...allDeskPermissions]) {
        if (can(bearer([scope], role), permission, facts({ isReporter: true, ...held }))) {
          expect(can(person(role), permission, facts({ isReporter: true, ...held }))).toBe(true);
        }
      }
    }
  });

  it("never manages people, settings, tokens, mandates or erasure", () => {
    const all = bearer([...tokenScopes], ...roles);
    const never: Permission[] = [
      "person:invite",
      "person:suspend",
      "person:set_roles",
      "person:reset_password",
      "setting:write",
      "mode:change",
      "token:manage_own",
      "mandate:verify",
      "mandate:renew",
      "mandate:withdraw",
      "mandate:decide",
      "bank:open",
      "bank:fill",
      "bank:withdraw",
      "told:open",
      "told:reset",
      "told:end",
      "told:resume",
      "case:erase",
      "case:leave_lane",
      "case:purge",
      "case:refer",
      "case:hold_notices",
      "lane:read",
    ];
    for (const permission of never) expect(refusalOf(all, permission, facts())).toBe("token_scope");
  });
});

describe("jobs and the operator", () => {
  it("a job releases leases, lets a lone opinion lapse and purges the lane, nothing else", () => {
    const job = { kind: "job", name: "leases", requestId: "r" } as const;
    const may = [...allCasePermissions, ...allDeskPermissions].filter((permission) => can(job, permission, facts()));
    expect(may).toEqual(["case:release", "case:erase", "case:purge"]);
  });

  it("the operator touches no case content, lets people in and shows them out", () => {
    const operator = { kind: "operator", requestId: "r" } as const;
    const may = [...allCasePermissions, ...allDeskPermissions].filter((permission) =>
      can(operator, permission, facts()),
    );
    expect(may).toEqual([
      "audit:seal",
      "witness:manage",
      "person:read",
      "person:invite",
      "person:suspend",
      "person:reset_factor",
      "mode:change",
      "sample:load",
    ]);
    for (const permission of allCasePermissions) expect(can(operator, permission, facts())).toBe(false);
  });
});

describe("the whole table", () => {
  it("role × permission is this, and a change of it is seen in review", () => {
    const seen = facts({ isReporter: true, ...held, state: "in_review" });
    const table = Object.fromEntries(
      roles.map((role) => [
        role,
        [...allDeskPermissions, ...allCasePermissions].filter((permission) => can(person(role), permission, seen)),
      ]),
    );
    expect(table["volunteer"]).toEqual([
      "address:parse",
      "report:log",
      "report:import",
      "case:list",
      "accuracy:read_own",
      "token:manage_own",
      "case:safeguard",
      "case:read",
      "case:complete",
      "case:add_fingerprint",
      "case:remove_fingerprint",
      "case:add_observable",
    ]);
    expect(table["auditor"]).toEqual([
      "notice:report",
      "audit:read",
      "audit:seal",
      "statistics:read",
      "token:manage_own",
    ]);
    expect(table["admin"]).toEqual([
      "witness:manage",
      "webhook:manage",
      "report_account:manage",
      "statistics:read",
      "person:read",
      "person:invite",
      "person:suspend",
      "person:set_roles",
      "person:admit",
      "person:read_record",
      "platform:manage",
      "proposal:decide",
      "person:reset_password",
      "person:reset_factor",
      "setting:read",
      "setting:write",
      "mode:change",
      "sample:load",
    ]);
    expect(table["safeguarding"]).toEqual([
      "address:parse",
      "case:list",
      "lane:read",
      "proposal:decide",
      "token:manage_own",
    ]);
    const inLane = facts({ state: "safeguarding", isReporter: true, ...held });
    for (const role of roles) {
      const may = allCasePermissions.filter((permission) => can(person(role), permission, inLane));
      expect(may, role).toEqual(
        role === "safeguarding"
          ? ["case:safeguard", "case:leave_lane", "case:read", "case:refer", "case:hold_notices", "case:purge"]
          : [],
      );
    }
    expect(table["protection"]).toEqual(
      [
        ...["mandate:read", "mandate:withdraw", "mandate:decide", "bank:withdraw", "told:end"],
        ...["proposal:decide", "case:list", "case:erase", "case:read"],
        "case:remove_image",
      ].sort((a, b) => order(a) - order(b)),
    );
    expect(table["reviewer"]).not.toContain("case:erase");
    expect(table["reviewer"]).not.toContain("mandate:decide");
  });

  it("every scope of a token is asked for by a permission of the closed list", () => {
    const known = new Set<string>([...allCasePermissions, ...allDeskPermissions]);
    expect(Object.keys(scopeOf).filter((permission) => !known.has(permission))).toEqual([]);
  });

  it("every cell belongs to the closed list", () => {
    const known = new Set<string>([...allCasePermissions, ...allDeskPermissions]);
    for (const role of roles)
      for (const permission of Object.keys(policy[role])) expect(known.has(permission)).toBe(true);
  });

  it("offers as buttons what lifecycle and policy both allow", () => {
    expect(allowedCommands(person("reviewer"), facts(), commandsIn("open"))).toEqual(["claim", "safeguard"]);
    expect(allowedCommands(person("volunteer"), facts({ isReporter: true }), commandsIn("open"))).toEqual([
      "safeguard",
    ]);
  });
});

const order = (permission: string): number =>
  [...allDeskPermissions, ...allCasePermissions].indexOf(permission as Permission);
