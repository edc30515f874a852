import { describe, expect, it } from "vitest";
import { transition } from "../case/lifecycle";
import { ageAnswers, caseStates, type CaseState } from "../case/vocabulary";
import { planIntake, type StandingCase } from "./plan-intake";
import { resolveAccount, type KnownAccount } from "./resolve-account";

const standing = (state: CaseState, number = 1): StandingCase => ({ id: `c${number}`, number, state, life: 1 });
const plan = (states: CaseState[], given: Partial<Parameters<typeof planIntake>[0]> = {}) =>
  planIntake({
    cases: states.map((state, index) => standing(state, states.length - index)),
    isMarkedAuthentic: false,
    ageAnswer: "no",
    history: null,
    ...given,
  });
const met = caseStates.filter((state) => !["erased", "merged", "authentic"].includes(state));

describe("planIntake", () => {
  it("only ever asks for a change of state that the lifecycle knows", () => {
    for (const state of met) {
      for (const ageAnswer of ageAnswers) {
        const made = plan([state], { ageAnswer });
        if (made.target === "new" || made.state === made.target.state) continue;
        const command = made.state === "safeguarding" ? "safeguard" : "reopen";
        expect(transition(state, command, made.state)).toBe(made.state);
      }
    }
  });

  it("never leaves a case that the desk works on outside the lane at a doubt about age", () => {
    for (const first of met) {
      for (const second of met) {
        const made = plan([first, second], { ageAnswer: "unsure" });
        expect(made).toMatchObject({ kind: "lane", state: "safeguarding" });
        const inLane = new Set([...made.alsoToLane, ...(made.target === "new" ? [] : [made.target])]);
        for (const [index, state] of [first, second].entries()) {
          const isWorkedOn = [
            "draft",
            "open",
            "reopened",
            "in_review",
            "second_opinion",
            "confirmed",
            "notified",
            "refused",
            "unanswered",
          ].includes(state);
          if (isWorkedOn) expect([...inLane].some(({ number }) => number === 2 - index)).toBe(true);
        }
      }
    }
  });

  it("follows the latest case, whatever earlier ones were", () => {
    expect(plan(["closed", "rejected"])).toMatchObject({ kind: "succeeded", predecessor: { number: 2 } });
    expect(plan(["rejected", "closed"])).toMatchObject({ kind: "reopened", target: { number: 2 } });
    expect(plan(["actioned", "open"])).toMatchObject({ kind: "joined", target: { number: 1 } });
  });

  it("holds a report about an account found authentic, unless a case about it is open already", () => {
    expect(plan([], { isMarkedAuthentic: true })).toMatchObject({ kind: "held", state: "draft" });
    expect(plan(["open"], { isMarkedAuthentic: true })).toMatchObject({ kind: "joined" });
  });
});

describe("resolveAccount", () => {
  const account = (given: Partial<KnownAccount>): KnownAccount => ({
    id: "a",
    handleKey: "lou",
    stableId: null,
    isCurrent: true,
    ...given,
  });

  it("takes an id for the account, and a handle only where no id contradicts it", () => {
    const known = account({ stableId: "12" });
    expect(resolveAccount({ key: "lou", stableId: null }, [known]).account).toBe(known);
    expect(resolveAccount({ key: "vesper", stableId: "12" }, [known])).toMatchObject({
      account: known,
      isRenamed: true,
      keepsEarlierHandle: true,
    });
    expect(resolveAccount({ key: "lou", stableId: "13" }, [known])).toMatchObject({ account: null, dethroned: known });
  });

  it.each(["12", "id:12", "id12", "channel/12"])("does not take the id itself (%s) for a new handle", (key) => {
    expect(resolveAccount({ key, stableId: "12" }, [account({ stableId: "12" })]).isRenamed).toBe(false);
    expect(resolveAccount({ key: "lou", stableId: "12" }, [account({ handleKey: key, stableId: "12" })])).toMatchObject(
      { isRenamed: true, keepsEarlierHandle: false },
    );
  });

  it("gives a handle back to an earlier owner whose id is seen under it again", () => {
    const [earlier, later] = [
      account({ id: "a", stableId: "12", isCurrent: false }),
      account({ id: "b", stableId: "13" }),
    ];
    expect(resolveAccount({ key: "lou", stableId: "12" }, [later, earlier])).toMatchObject({
      account: earlier,
      isRenamed: true,
      keepsEarlierHandle: false,
      dethroned: later,
    });
  });
});
