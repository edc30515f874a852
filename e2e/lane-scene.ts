import { randomBytes } from "node:crypto";
import { actorFor, createCase, createUser } from "@/lib/testing/factories";
import { verifiedMandate } from "@/lib/testing/notice-desk";
import { addFingerprint } from "@/lib/usecases/add-fingerprint";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { ask, type Bearer, person, withToken } from "./asking";
import { actionsOfBuild, callAction } from "./call-action";
import { type Desk, expect } from "./fixtures";
import { furnish } from "./furnished";
import {
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
}

let known: Promise<Scene> | undefined;
export const scene = (desk: Desk): Promise<Scene> => (known ??= setTheScene(desk));

async function setTheScene(desk: Desk): Promise<Scene> {
  const rounds = await furnish(desk);
  const [reporter, reviewer] = [await withToken(await person("volunteer")), await withToken(await person("reviewer"))];
  const second = actorFor(await createUser({ roles: ["reviewer"] }));
  const pdq = randomBytes(32).toString("hex");
  const neighbour = await createCase({ reporter: reporter.actor });
  const fingerprint = { kind: "profile_picture", pdq, quality: 90 } as const;
  await addFingerprint(reviewer.actor, { ref: { id: neighbour.id }, ageAnswer: "no", fingerprint });
  const { number: mandateNumber } = await verifiedMandate(reviewer.actor);
  const near = [`/cases/${String(neighbour.number)}`, `/mandates/${String(mandateNumber)}`, "/notifications"];
  return {
    ...{ reporter, reviewer, mandateNumber, pdq },
    people: { reporter: reporter.actor, reviewer: reviewer.actor, second },
    places: [...new Set([...rounds.flatMap(({ addresses }) => addresses), ...near])],
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
export async function watch(
  desk: Desk,
  observer: Observer,
  happens: (stage: Scene, one: Secrets) => Promise<Remains>,
  { isReading = false } = {},
) {
  const stage = await scene(desk);
  const secrets: Secrets = [newSecret(nearTo(stage.pdq)), newSecret()];
  const lists = await Promise.all(secrets.map((secret) => surfacesAbout(secret, stage.mandateNumber)));
  const surfaces: Surface[] = [...lists.flat(), ...stage.places.map((place) => surfaceAt(place))].filter(
    (surface) => surface.isReading || !isReading,
  );
  await restDeliveries(desk);
  await restBatches(desk);
  await sealTrail();
  const logged = desk.output().length;
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
  // Whoever reads the server's own lines is nobody of the lane either.
  const lines = desk.output().slice(logged);
  const inLog = tales.filter((tale) => lines.includes(tale));
  return { parted, why, told: [...new Set(told)], inLog, after, secrets, remains, asked: surfaces.length };
}
type Secrets = readonly [ReturnType<typeof newSecret>, ReturnType<typeof newSecret>];

/**
 * The webhook that listens where nobody answers is tried again by the clock, and its page counts that. Put off until tomorrow, twice:
 * what a worker had in its hands the first time is back by the second.
 */
async function restDeliveries(desk: Desk): Promise<void> {
  for (const pause of [500, 0]) {
    await desk.query("UPDATE webhook_delivery SET next_at = now() + interval '1 day' WHERE status = 'waiting'");
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** A worker has made what the scene asked for: what it writes into the trail is sealed before the first picture. */
async function restBatches(desk: Desk): Promise<void> {
  const running = async () =>
    (await desk.query<{ count: number }>("SELECT count(*)::int AS count FROM batch WHERE status = 'running'"))[0]
      ?.count;
  await expect.poll(running, { timeout: 20_000 }).toBe(0);
}

/** One case goes into the lane after all its work, another comes straight there. */
export async function intoTheLane(desk: Desk, stage: Scene, [late, early]: Secrets): Promise<Remains> {
  const remains = await makeWhole(desk, late, stage.people, stage);
  await safeguardCase(stage.people.reviewer, { ref: { id: late.id }, reason: "possible_minor" });
  const doubted = { state: "safeguarding", ageAnswer: "unsure", observed: early.word } as const;
  await createCase({ ...early, ...doubted, reporter: stage.people.reporter });
  return remains;
}

/** What only somebody could ask who has kept an id from before: answered as of one that never was. */
export async function expectNothingLeft(desk: Desk, observer: Observer, id: string, remains: Remains): Promise<void> {
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
