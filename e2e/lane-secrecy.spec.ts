import { randomBytes } from "node:crypto";
import { rememberAuthentic } from "@/lib/db/authentic-marker";
import { change } from "@/lib/db/change";
import { roles, type Role } from "@/lib/domain/case/vocabulary";
import { actorFor, createCase, createUser, setUp } from "@/lib/testing/factories";
import { sentNotice, verifiedMandate } from "@/lib/testing/notice-desk";
import { addFingerprint } from "@/lib/usecases/add-fingerprint";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { ask, type Bearer, person, withToken } from "./asking";
import { actionsOfBuild, callAction } from "./call-action";
import { type Desk, expect, test } from "./fixtures";
import { furnish } from "./furnished";
import {
  alike,
  differing,
  type Observer,
  type Surface,
  surfaceAt,
  surfacesAbout,
  takePictures,
  whereTheyPart,
} from "./lane-pictures";
import { makeWhole, newSecret, type People, type Remains, tellTales } from "./lane-secret";

interface Scene {
  readonly reporter: Bearer;
  readonly reviewer: Bearer;
  readonly people: People;
  readonly mandateNumber: number;
  /** Pages of the console in every state, and what is nearest to a case that will be in the lane. */
  readonly places: readonly string[];
  /** The fingerprint of a case that everybody may read who reads cases. */
  readonly pdq: string;
  /** Who has every role but the lane's, and a share in much of what is there. */
  readonly everyOther: Observer;
}

let known: Promise<Scene> | undefined;
const scene = (desk: Desk): Promise<Scene> => (known ??= setTheScene(desk));

async function setTheScene(desk: Desk): Promise<Scene> {
  const rounds = await furnish(desk);
  const [reporter, reviewer] = [await withToken(await person("volunteer")), await withToken(await person("reviewer"))];
  const second = actorFor(await createUser({ roles: ["reviewer"] }));
  const pdq = randomBytes(32).toString("hex");
  const neighbour = await createCase({ reporter: reporter.actor });
  const fingerprint = { kind: "profile_picture", pdq, quality: 90 } as const;
  await addFingerprint(reviewer.actor, { ref: { id: neighbour.id }, ageAnswer: "no", fingerprint });
  const { number: mandateNumber } = await verifiedMandate(reviewer.actor);
  const cookie = rounds.find(({ who }) => who === "everything but the lane")?.cookie;
  const near = [`/cases/${String(neighbour.number)}`, `/mandates/${String(mandateNumber)}`, "/notifications"];
  return {
    ...{ reporter, reviewer, mandateNumber, pdq },
    people: { reporter: reporter.actor, reviewer: reviewer.actor, second },
    places: [...new Set([...rounds.flatMap(({ addresses }) => addresses), ...near])],
    everyOther: { cookie: `${cookie?.name ?? ""}=${cookie?.value ?? ""}` },
  };
}

/** The last byte otherwise: near enough to be the same picture. */
const nearTo = (pdq: string): string => `${pdq.slice(0, 62)}${pdq.endsWith("00") ? "01" : "00"}`;
const nobodys = "00000000-0000-4000-8000-000000000000";

/**
 * How many entries the trail has is sealed for everybody to see, the lane's among them; none of them is named. These say it, and
 * are looked through for what the case is, but do not stay as they were.
 */
const countsTheTrail =
  /^\/api\/(health|audit\/checkpoint|v1\/audit\/(checkpoint|consistency|entries\/\[index\]\/proof))\/route/;

/** Asks for everything, lets what happens happen, asks again, and gives what is told otherwise and what is told at all. */
async function watch(desk: Desk, observer: Observer, happens: (stage: Scene, one: Secrets) => Promise<Remains>) {
  const stage = await scene(desk);
  const secrets: Secrets = [newSecret(nearTo(stage.pdq)), newSecret()];
  const lists = await Promise.all(secrets.map((secret) => surfacesAbout(secret, stage.mandateNumber)));
  const surfaces: Surface[] = [...lists.flat(), ...stage.places.map((place) => surfaceAt(place))];
  await sealTrail();
  const before = await takePictures(desk, observer, surfaces);
  const remains = await happens(stage, secrets);
  await sealTrail();
  let after = await takePictures(desk, observer, surfaces);
  // What is under way elsewhere on the desk comes to rest; what the lane tells would stay.
  for (let again = 0; again < 3 && differing(before, after).length > 0; again += 1) {
    const unsure = new Set(differing(before, after));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const asked = surfaces.filter(({ name }) => unsure.has(name));
    after = new Map([...after, ...(await takePictures(desk, observer, asked))]);
  }
  const tales = secrets.flatMap(tellTales);
  const told = [...after].flatMap(([name, { whole }]) =>
    tales.filter((tale) => whole.includes(tale) && before.get(name)?.whole.includes(tale) !== true).map(() => name),
  );
  const parted = differing(before, after).filter((name) => !countsTheTrail.test(name));
  const why = parted.map((name) => whereTheyPart(before, after, name)).join("\n");
  return { parted, why, told: [...new Set(told)], after, secrets, remains, asked: surfaces.length };
}
type Secrets = readonly [ReturnType<typeof newSecret>, ReturnType<typeof newSecret>];

/** One case goes into the lane after all its work, another comes straight there. */
async function intoTheLane(desk: Desk, stage: Scene, [late, early]: Secrets): Promise<Remains> {
  const remains = await makeWhole(desk, late, stage.people, stage);
  await safeguardCase(stage.people.reviewer, { ref: { id: late.id }, reason: "possible_minor" });
  const doubted = { state: "safeguarding", ageAnswer: "unsure", observed: early.word } as const;
  await createCase({ ...early, ...doubted, reporter: stage.people.reporter });
  return remains;
}

/** What only somebody could ask who has kept an id from before: answered as of one that never was. */
async function expectNothingLeft(desk: Desk, observer: Observer, id: string, remains: Remains): Promise<void> {
  const never = { reportId: nobodys, imageId: nobodys, observableId: nobodys, fingerprintId: nobodys };
  const places = ({ reportId, imageId }: Omit<Remains, "notice">) => [
    ["GET", `/api/reports/${reportId}/receipt`],
    ["GET", `/api/images/${imageId}/blurred`],
    ["POST", `/api/images/${imageId}/clear`],
  ];
  for (const [at, [method = "", address = ""]] of places(remains).entries()) {
    const asked = { method, ...(observer.cookie !== undefined && { cookie: observer.cookie }) };
    const [there, nowhere] = [await ask(desk, address, asked), await ask(desk, places(never)[at]?.[1] ?? "", asked)];
    expect([there.status, await there.text()], address).toEqual([nowhere.status, await nowhere.text()]);
  }
  const built = await actionsOfBuild();
  const calls = (caseId: string, { imageId, observableId, fingerprintId }: typeof never) => [
    { name: "observable-actions.ts openObservable", input: { id: caseId, observableId } },
    { name: "observable-actions.ts takeOffObservable", input: { id: caseId, observableId } },
    { name: "fingerprint-actions.ts remove", input: { id: caseId, fingerprintId } },
    { name: "image-actions.ts redactStored", input: { id: imageId, revision: 1, boxes: [] } },
    { name: "image-actions.ts removeStored", input: { id: imageId, reason: "no_longer_needed" } },
  ];
  for (const [at, { name, input }] of calls(id, remains).entries()) {
    const action = built.get(`app/(console)/cases/[ref]/${name}`);
    if (!action) throw new Error("The build has no such action.");
    const there = await callAction(desk, action, input, observer.cookie);
    const nowhere = await callAction(desk, action, calls(nobodys, never)[at]?.input, observer.cookie);
    expect(there.result, name).toEqual(nowhere.result);
  }
}

const everybodyElse: readonly (Role | "no role")[] = [...roles.filter((role) => role !== "safeguarding"), "no role"];
for (const role of everybodyElse)
  test(`a case in the lane changes nothing of what ${role} is told, on any page, by any route, operation or action`, async ({
    desk,
  }) => {
    await scene(desk);
    const { cookie, secret: token } = await withToken(await person(...(role === "no role" ? [] : [role])));
    const seen = await watch(desk, { cookie, token }, (stage, secrets) => intoTheLane(desk, stage, secrets));
    expect(seen.asked).toBeGreaterThan(300);
    expect(seen.parted, seen.why).toEqual([]);
    expect(seen.told).toEqual([]);
    await expectNothingLeft(desk, { cookie }, seen.secrets[0].id, seen.remains);
  });

test("a case in the lane changes nothing of what is told to nobody in particular, nor to all the other roles in one person", async ({
  desk,
}) => {
  for (const observer of [{}, (await scene(desk)).everyOther]) {
    const seen = await watch(desk, observer, (stage, secrets) => intoTheLane(desk, stage, secrets));
    expect(seen.parted, seen.why).toEqual([]);
    expect(seen.told).toEqual([]);
  }
});

test("whoever reported it is told what they did themselves, and that a restricted desk has it, and no more", async ({
  desk,
}) => {
  const { cookie, secret: token } = (await scene(desk)).reporter;
  const seen = await watch(desk, { cookie, token }, (stage, secrets) => intoTheLane(desk, stage, secrets));
  const [late, early] = seen.secrets;
  const own = [late, early].flatMap(({ number, id }) => [
    `/cases/[ref]/page /cases/${String(number)}`,
    // Their own latest addresses, without a number and without a state.
    ...["/log/page /log", "page /log"],
    `page /cases/${id}`,
  ]);
  expect(
    seen.parted.filter((name) => !own.includes(name)),
    seen.why,
  ).toEqual([]);
  expect(seen.told.filter((name) => !own.includes(name))).toEqual([]);
  for (const { number, word, id } of [late, early]) {
    const log = seen.after.get("page /log")?.whole ?? "";
    for (const tale of [String(number), word, id, "safeguarding"]) expect(log, tale).not.toContain(tale);
    const page = seen.after.get(`/cases/[ref]/page /cases/${String(number)}`)?.whole ?? "";
    expect(page).toContain("Handled by a restricted desk.");
    for (const tale of [word, id, "safeguarding"]) expect(page, tale).not.toContain(tale);
  }
});

test("the reviewer who sent it there is told at its number that a restricted desk has it, and nothing anywhere else", async ({
  desk,
}) => {
  const { cookie, secret: token } = (await scene(desk)).reviewer;
  const seen = await watch(desk, { cookie, token }, (stage, secrets) => intoTheLane(desk, stage, secrets));
  const own = [`/cases/[ref]/page /cases/${String(seen.secrets[0].number)}`];
  expect(seen.parted, seen.why).toEqual(own);
  expect(seen.told).toEqual([]);
  expect(seen.after.get(own[0] ?? "")?.whole).toContain("Handled by a restricted desk.");
});

test("the same questions find a case that is not in the lane: none of them is asked in vain", async ({ desk }) => {
  await scene(desk);
  const { cookie, secret: token } = await withToken(await person("reviewer", "auditor"));
  const seen = await watch(desk, { cookie, token }, (stage, [one]) => makeWhole(desk, one, stage.people, stage));
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

/** An answer with its account's name left out. */
async function answerAbout(desk: Desk, who: Bearer, handle: string): Promise<string[]> {
  const address = `https://x.com/${handle}`;
  const { cookie, secret: token } = who;
  const lines = { lines: [{ text: address }] };
  const answers = [
    await ask(desk, "/log/recognise", { method: "POST", cookie, body: lines }),
    await ask(desk, "/api/v1/accounts/parse", { method: "POST", token, body: { lines: [address] } }),
    await ask(desk, "/api/v1/imports?track=redirecting_bot&age=no&dry_run=true", {
      method: "POST",
      token,
      body: address,
    }),
    await ask(desk, `/log?text=${encodeURIComponent(address)}`, { cookie }),
    await ask(desk, `/go?q=${encodeURIComponent(address)}`, { cookie }),
  ];
  return Promise.all(
    answers.map(async (answer) => {
      const text = answer.url.includes("/log?") ? "" : await answer.text();
      const said = `${String(answer.status)} ${answer.headers.get("location") ?? ""} ${text}`;
      return alike(said.replaceAll(new RegExp(handle, "gi"), "HANDLE"));
    }),
  );
}

test("an address typed in reads for a reviewer like one found authentic, and for a volunteer like any other that is known", async ({
  desk,
}) => {
  const { people } = await scene(desk);
  const [lane, known] = [newSecret(), newSecret()];
  await createCase({ ...lane, reporter: people.reporter, state: "safeguarding" });
  await createCase({ reporter: people.reporter, handle: known.handle });
  const authentic = newSecret().handle;
  await change(setUp, "case.erased", {}, (tx) => rememberAuthentic(tx, "x", authentic));
  const [reviewer, volunteer] = [await withToken(await person("reviewer")), await withToken(await person("volunteer"))];
  const [inLane, cleared] = [
    await answerAbout(desk, reviewer, lane.handle),
    await answerAbout(desk, reviewer, authentic),
  ];
  expect(inLane).toEqual(cleared);
  expect(inLane.join()).toContain("restricted");
  expect(await answerAbout(desk, volunteer, lane.handle)).toEqual(await answerAbout(desk, volunteer, known.handle));
});

test("logged again, an account in the lane is taken: no number, no state, the same words to everybody", async ({
  desk,
}) => {
  const { people } = await scene(desk);
  const told: string[] = [];
  for (const role of ["volunteer", "reviewer"] as const) {
    const lane = newSecret();
    await createCase({ ...lane, reporter: people.reporter, state: "safeguarding" });
    const { secret: token } = await withToken(await person(role));
    const body = { address: lane.profileUrl, track: "redirecting_bot", ageAnswer: "no" };
    const answer = await ask(desk, "/api/v1/reports", { method: "POST", token, body });
    const text = await answer.text();
    for (const tale of tellTales(lane).filter((one) => one !== lane.handle)) expect(text).not.toContain(tale);
    told.push(`${String(answer.status)} ${text.replaceAll(lane.handle, "HANDLE").replace(/[0-9a-f-]{36}/g, "ID")}`);
  }
  expect(told[0]).toContain("taken");
  expect(new Set(told).size).toBe(1);
});

test("a notice that had left before stays in the ledger as one does whose case was erased: it names nothing", async ({
  desk,
}) => {
  const { reviewer, people } = await scene(desk);
  const left = async (state: "safeguarding" | "erased") => {
    const { number, cases } = await sentNotice(people.reviewer, { reporter: people.reporter });
    const ref = { number: cases[0] ?? 0 };
    if (state === "safeguarding") await safeguardCase(people.reviewer, { ref, reason: "possible_minor" });
    else await desk.query(`UPDATE "case" SET state = 'erased', version = version + 1 WHERE number = $1`, [ref.number]);
    return number;
  };
  const [inLane, erased] = [await left("safeguarding"), await left("erased")];
  const { cookie, secret: token } = reviewer;
  const shown = async (number: number) => {
    const places = [surfaceAt(`/notices/${String(number)}`), surfaceAt(`/api/notices/${String(number)}/json`)];
    const pictures = await takePictures(desk, { cookie, token }, places);
    return [...pictures.values()].map(({ compared }) => compared.replaceAll(String(number), "N"));
  };
  expect(await shown(inLane)).toEqual(await shown(erased));
});
