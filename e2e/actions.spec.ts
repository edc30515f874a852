import { can, type CaseFacts, nothingKnown } from "@/lib/domain/access/policy";
import { createCase } from "@/lib/testing/factories";
import { everyRole, type Person, person } from "./asking";
import { type ActionAnswer, actionsOfBuild, type BuiltAction, callAction } from "./call-action";
import { type Desk, expect, test } from "./fixtures";
import { type CaseStanding, type Guard, serverActions, type TriedCase } from "./server-actions";
import { judge, mandateOf, type Outcome, outcomeByPolicy, subjectFor, subjects } from "./subjects";

const table = Object.entries(serverActions).flatMap(([file, actions]) =>
  Object.entries(actions).map(([name, guards]) => ({ file, name, guards })),
);

/** Everybody who may come, each signed in: the roles, and somebody who has none. */
const everybodySignedIn = async (): Promise<[string, Person][]> => [
  ...(await everyRole()),
  ["no role", await person()],
];

const partsOfCases = ["match", "fingerprint"];

/** What the rule made of the call: whatever came after it (nothing there, wrong state) is none of its business. */
function outcomeOf({ result, text }: ActionAnswer): Outcome {
  expect(result, text).not.toBeNull();
  expect(result, "the input fits").not.toHaveProperty("validationErrors");
  const code = result?.serverError?.code;
  if (code !== undefined) {
    expect(code, text).not.toBe("unexpected");
    // A part of the case that is not there was looked for after the rule had let the caller in.
    const isPart = code === "not_found" && partsOfCases.includes(result?.serverError?.reason ?? "");
    return (code === "forbidden" || code === "not_found") && !isPart ? code : "allowed";
  }
  if (!Array.isArray(result?.data)) return "allowed";
  // One answer for each case that was named.
  const [first] = result.data as ({ ok?: boolean; code?: string } | undefined)[];
  if (first === undefined) return "not_found";
  return first.ok === false && (first.code === "forbidden" || first.code === "not_found") ? first.code : "allowed";
}

/** A case as the action wants to find it, and what the policy is told about it and its caller. */
async function caseFor(
  caller: Person,
  reporter: Person,
  { state, isCallers }: CaseStanding,
): Promise<{ tried: TriedCase; facts: CaseFacts }> {
  const holder = isCallers && { holder: caller.actor };
  const { id, number } = await createCase({
    reporter: reporter.actor,
    ...holder,
    state: isCallers ? "in_review" : state,
  });
  if (isCallers === "judged") {
    await judge(id, caller.id, state);
  }
  const mandateNumber = await mandateOf(reporter.actor);
  const facts = {
    ...nothingKnown,
    state,
    isReporter: caller === reporter,
    isHolder: isCallers === "held",
    isHeld: isCallers === "held",
    hasOpinion: isCallers === "judged",
    hasFirstOpinion: isCallers === "judged",
  };
  return { tried: { id, number, version: isCallers === "judged" ? 2 : 1, mandateNumber }, facts };
}

async function tryDesk(desk: Desk, action: BuiltAction, guard: Guard & { kind: "desk" }): Promise<void> {
  for (const [who, { actor, cookie }] of await everybodySignedIn()) {
    const answer = await callAction(desk, action, guard.input, cookie);
    const isForbidden = outcomeOf(answer) === "forbidden";
    expect(isForbidden, `${who}: ${answer.text}`).toBe(!can(actor, guard.permission));
  }
}

/** On a case at home in the command, and on every other kind of case: by every role, and by whoever reported it. */
async function tryCase(desk: Desk, action: BuiltAction, guard: Guard & { kind: "case" }): Promise<void> {
  const [reporter, reviewer] = [await person("volunteer"), await person("reviewer")];
  const callers = [...(await everybodySignedIn()), ["the reporter", reporter] as const];
  for (const [who, caller] of callers) {
    const tries = [
      ["at home", await caseFor(caller, reporter, guard.standing)] as const,
      ...(await Promise.all(
        subjects.map(async (subject) => [subject, await subjectFor(caller, [reporter, reviewer], subject)] as const),
      )),
    ];
    for (const [subject, { tried, facts }] of tries) {
      const answer = await callAction(desk, action, guard.input(tried), caller.cookie);
      const expected = outcomeByPolicy(caller.actor, guard.permission, facts);
      expect(outcomeOf(answer), `${who}, ${subject}: ${answer.text}`).toBe(expected);
    }
  }
}

async function tryGuard(desk: Desk, action: BuiltAction, guard: Guard): Promise<void> {
  if (guard.kind === "desk") return tryDesk(desk, action, guard);
  if (guard.kind === "case") return tryCase(desk, action, guard);
  if (guard.kind === "everybody") return;
  for (const [who, { cookie }] of await everybodySignedIn()) {
    const answer = await callAction(desk, action, guard.input, cookie);
    expect(outcomeOf(answer), who).not.toBe("forbidden");
  }
}

test("every server action of the build is in the table of permissions, and no other", async ({ desk }) => {
  expect(desk.url).toContain("http");
  const named = table.map(({ file, name }) => `${file} ${name}`);
  expect([...(await actionsOfBuild()).keys()].sort()).toEqual(named.sort());
});

for (const { file, name, guards } of table.filter((row) => row.guards.every(({ kind }) => kind !== "everybody"))) {
  const rules = guards.map((guard) => ("permission" in guard ? guard.permission : "own")).join(", ");
  test(`${name} of ${file} obeys ${rules} for every role, and nobody else gets in`, async ({ desk }) => {
    const action = (await actionsOfBuild()).get(`${file} ${name}`);
    if (!action) throw new Error("The build has no such action.");
    const [guard] = guards;
    const input = guard?.kind === "case" ? guard.input(await nobodysCase()) : guard?.input;
    expect((await callAction(desk, action, input)).redirect ?? "").toContain("/sign-in");
    const gone = await person("reviewer", "admin", "auditor");
    await desk.query(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [gone.id]);
    expect((await callAction(desk, action, input, gone.cookie)).redirect ?? "", "suspended").toContain("/sign-in");
    for (const each of guards) await tryGuard(desk, action, each);
  });
}

const nobodysCase = async (): Promise<TriedCase> => {
  const reporter = await person("volunteer");
  return (await caseFor(reporter, reporter, { state: "open" })).tried;
};

for (const { file, name, guards } of table.filter((row) => row.guards.some(({ kind }) => kind === "everybody"))) {
  test(`${name} of ${file} is open to everybody, and lets nobody in`, async ({ desk }) => {
    await person("admin");
    const action = (await actionsOfBuild()).get(`${file} ${name}`);
    if (!action) throw new Error("The build has no such action.");
    const count = async () =>
      desk.query<{ people: number; sessions: number }>(
        `SELECT (SELECT count(*)::int FROM "user") AS people, (SELECT count(*)::int FROM session) AS sessions`,
      );
    const before = await count();
    for (const guard of guards) {
      if (guard.kind !== "everybody") throw new Error("An action is open or it is not.");
      expect(guard.why).not.toBe("");
      const { result, text } = await callAction(desk, action, guard.input);
      expect(result ?? {}, text).not.toHaveProperty("validationErrors");
      if (!guard.answers) expect(result ?? {}, text).not.toHaveProperty("data");
      expect(result?.serverError?.code, text).not.toBe("unexpected");
    }
    expect(await count()).toEqual(before);
  });
}
