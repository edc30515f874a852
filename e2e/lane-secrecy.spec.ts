import { roles, type Role } from "@/lib/domain/case/vocabulary";
import { person, withToken } from "./asking";
import { expect, test } from "./fixtures";
import { expectNothingLeft, intoTheLane, scene, watch } from "./lane-scene";
import { makeWhole } from "./lane-secret";

const everybodyElse: readonly (Role | "no role")[] = [...roles.filter((role) => role !== "safeguarding"), "no role"];
for (const role of everybodyElse)
  test(`a case in the lane changes nothing of what ${role} is told, on any page, by any route, operation or action, nor in the log`, async ({
    desk,
  }) => {
    await scene(desk);
    const { cookie, secret: token } = await withToken(await person(...(role === "no role" ? [] : [role])));
    const seen = await watch(desk, { cookie, token }, (stage, secrets) => intoTheLane(desk, stage, secrets));
    expect(seen.asked).toBeGreaterThan(300);
    expect(seen.parted, seen.why).toEqual([]);
    expect(seen.told).toEqual([]);
    expect(seen.inLog).toEqual([]);
    await expectNothingLeft(desk, { cookie }, seen.secrets[0].id, seen.remains);
  });

test("a case in the lane changes nothing of what is told to somebody who is not signed in", async ({ desk }) => {
  const seen = await watch(desk, {}, (stage, secrets) => intoTheLane(desk, stage, secrets));
  expect(seen.parted, seen.why).toEqual([]);
  expect(seen.told).toEqual([]);
  expect(seen.inLog).toEqual([]);
});

test("whoever reported it is told what they did themselves, and that a restricted desk has it, and no more", async ({
  desk,
}) => {
  const { cookie, secret: token } = (await scene(desk)).reporter;
  const seen = await watch(desk, { cookie, token }, (stage, secrets) => intoTheLane(desk, stage, secrets));
  const [late, early] = seen.secrets;
  const own = [late, early].flatMap(({ number, id }) => [
    `/cases/[ref]/page /cases/${String(number)}`,
    `/api/v1/cases/[ref]/route /api/v1/cases/${String(number)}`,
    // Their own latest addresses, without a number and without a state.
    ...["/log/page /log", "page /log"],
    `page /cases/${id}`,
  ]);
  expect(
    seen.parted.filter((name) => !own.includes(name)),
    seen.why,
  ).toEqual([]);
  expect(seen.told.filter((name) => !own.includes(name))).toEqual([]);
  expect(seen.inLog).toEqual([]);
  for (const { number, word, id } of [late, early]) {
    const log = seen.after.get("page /log")?.whole ?? "";
    for (const tale of [String(number), word, id]) expect(log, tale).not.toContain(tale);
    const page = seen.after.get(`/cases/[ref]/page /cases/${String(number)}`)?.whole ?? "";
    expect(page).toContain("Handled by a restricted desk.");
    for (const tale of [word, id]) expect(page, tale).not.toContain(tale);
  }
});

test("the reviewer who sent it there is told at its number that a restricted desk has it, and nothing anywhere else", async ({
  desk,
}) => {
  const { cookie, secret: token } = (await scene(desk)).reviewer;
  const seen = await watch(desk, { cookie, token }, (stage, secrets) => intoTheLane(desk, stage, secrets));
  const at = String(seen.secrets[0].number);
  const own = [`/cases/[ref]/page /cases/${at}`, `/api/v1/cases/[ref]/route /api/v1/cases/${at}`];
  expect(seen.parted.toSorted(), seen.why).toEqual(own.toSorted());
  expect(seen.told).toEqual([]);
  expect(seen.inLog).toEqual([]);
  expect(seen.after.get(own[0] ?? "")?.whole).toContain("Handled by a restricted desk.");
});

test("the same questions find a case that is not in the lane: none of them is asked in vain", async ({ desk }) => {
  await scene(desk);
  const { cookie, secret: token } = await withToken(await person("reviewer", "auditor"));
  // Only those that change nothing: an open case would be sent to the lane by a command among the others.
  const seen = await watch(desk, { cookie, token }, (stage, [one]) => makeWhole(desk, one, stage.people, stage), {
    isReading: true,
  });
  expect(seen.told.length).toBeGreaterThan(20);
  const { number, handle } = seen.secrets[0];
  const neighbours = (await scene(desk)).places.filter((place) => /^\/(mandates|notices|audit|cases)/.test(place));
  expect(seen.parted.filter((name) => neighbours.includes(name.replace(/^page /, ""))).length).toBeGreaterThan(4);
  expect(seen.told).toEqual(
    expect.arrayContaining([
      `page /cases?view=active&q=${handle}`,
      `page /audit?case=${String(number)}`,
      `page /api/cases/export?format=csv&cases=${String(number)}`,
      `API /api/v1/cases?q=${handle}`,
    ]),
  );
});
