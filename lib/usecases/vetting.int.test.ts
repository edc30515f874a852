import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openText } from "@/lib/adapters/sealed-text";
import { withClient } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { findLiveSession, openSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Role, Track } from "@/lib/domain/case/vocabulary";
import { charterVersion } from "@/lib/domain/vetting/charter";
import type { TrainingAnswer } from "@/lib/domain/vetting/training";
import { trainingKey } from "@/lib/domain/vetting/training-key";
import { actorFor, createUser, setUp, testPassword } from "@/lib/testing/factories";
import { caseRow, endOf, loggedCase, opine } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { acceptCharter } from "./accept-charter";
import { acceptInvitation } from "./accept-invitation";
import { admitPerson } from "./admit-person";
import { answerTraining } from "./answer-training";
import { apply } from "./apply";
import { beginTraining } from "./begin-training";
import { claimCase } from "./claim-case";
import { confirmChange } from "./confirm-change";
import { endVettings } from "./end-vettings";
import { eraseApplications } from "./erase-applications";
import { invitePerson } from "./invite-person";
import { lookAgain } from "./look-again";
import { openTraining } from "./open-training";
import { refuseApplication } from "./refuse-application";
import { reinstatePerson } from "./reinstate-person";
import { renewVetting } from "./renew-vetting";
import { setReviewTracks } from "./set-review-tracks";
import { setRoles } from "./set-roles";
import { signIn } from "./sign-in";
import { suspendPerson } from "./suspend-person";
import { vouchFor, withdrawVoucher } from "./vouch-for";

let database: TestDatabase;
let admin: UserActor, ada: UserActor, ben: UserActor, logger: UserActor;
let place = 0;
const newPlace = () => `203.0.113.${String((place += 1))}`;
const day = 86_400_000;
const done = "Depuis deux ans je dénonce des faux comptes sur X, un tableur tient la liste.";
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));

const application = (email: string, pseudonym = "Perdrix") => ({
  ...{ email, pseudonym, password: testPassword, done, time: "some_hours" as const },
  ...{ tracks: ["stolen_photo_scammer" as const], languages: ["fr" as const], requestId: "req-apply" },
});
const ask = (email: string, networkAddress = newPlace(), pseudonym?: string) =>
  apply({ ...application(email, pseudonym), networkAddress });
const openApplications = (isOpen: boolean) =>
  change(setUp, "setting.changed", {}, (tx) =>
    tx.setting.upsert({
      where: { key: "applications_open" },
      create: { key: "applications_open", value: isOpen },
      update: { value: isOpen },
    }),
  );
const userOf = (id: string) => db().user.findUniqueOrThrow({ where: { id } });
/** The actor that the person's next request would make. */
const now = async (id: string): Promise<UserActor> => {
  const user = await userOf(id);
  return actorFor({ ...user, roles: user.roles as Role[] });
};

async function applicant(): Promise<UserActor> {
  const email = `${randomUUID().slice(0, 8)}@example.org`;
  await ask(email);
  const user = await db().user.findUniqueOrThrow({ where: { email } });
  return actorFor({ ...user, roles: [] });
}

async function train(actor: UserActor, track: Track, wrong: readonly string[] = []): Promise<void> {
  await beginTraining(actor, track);
  const { caseOrder } = await db().trainingAttempt.findFirstOrThrow({
    where: { userId: actor.id, track, finishedAt: null },
  });
  for (const caseId of caseOrder) {
    const right = trainingKey[caseId as keyof typeof trainingKey];
    const answer: TrainingAnswer = wrong.includes(caseId) ? "other_abuse" : right;
    await answerTraining(actor, { track, caseId, answer });
  }
}

const toldTo = async (id: string) =>
  (await db().notification.findMany({ where: { userId: id }, orderBy: { createdAt: "asc" } })).map(({ kind }) => kind);

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  const person = async (pseudonym: string, ...roles: Role[]) => actorFor(await createUser({ pseudonym, roles }));
  admin = await person("Argus", "admin");
  ada = await person("Adamantine", "reviewer");
  ben = await person("Benjamine", "reviewer");
  logger = await person("Loggette", "volunteer");
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("an application", () => {
  it("is taken only while the desk takes them", async () => {
    expect(await endOf(ask("early@example.org"))).toBe("forbidden:applications_closed");
    await openApplications(true);
    expect(await endOf(ask("early@example.org"))).toBe("done");
  });

  it("makes an account without any right, keeps what was told sealed, and tells the administrators", async () => {
    const { id } = await db().user.findUniqueOrThrow({ where: { email: "early@example.org" } });
    expect(await userOf(id)).toMatchObject({ status: "applicant", roles: [], reviewTracks: [], vettedUntil: null });
    const row = await db().application.findUniqueOrThrow({ where: { userId: id } });
    expect(Buffer.from(row.content ?? []).toString("utf8")).not.toContain("tableur");
    expect(JSON.parse(openText("vetting", `application:${id}`, row.content ?? new Uint8Array()))).toEqual({
      done,
      time: "some_hours",
    });
    expect(await toldTo(admin.id)).toContain("application_received");
    const entries = await db().auditEntry.findMany({ where: { action: "person.applied" } });
    expect(JSON.stringify(entries.map(({ changes }) => changes))).not.toMatch(/tableur|early@example|Perdrix/);
  });

  it("gets the same answer for an address that has an account, whose owner is told", async () => {
    const owner = await createUser({ email: "taken@example.org", roles: ["volunteer"] });
    const people = await db().user.count();
    expect(await endOf(ask("taken@example.org"))).toBe("done");
    expect(await db().user.count()).toBe(people);
    expect(await userOf(owner.id)).toMatchObject({ pseudonym: owner.pseudonym, status: "active" });
    expect(await toldTo(owner.id)).toEqual(["applied_again"]);
  });

  it("makes one account of ten that come at once with one address", async () => {
    const answers = await Promise.all(Array.from({ length: 3 }, () => endOf(ask("race@example.org"))));
    expect(new Set(answers)).toEqual(new Set(["done"]));
    expect(await db().user.count({ where: { email: "race@example.org" } })).toBe(1);
  });

  it("is slowed for a place, and for an address, known or not", async () => {
    const here = newPlace();
    const tries: string[] = [];
    for (let at = 0; at < 7; at += 1) tries.push(await endOf(ask(`flood${String(at)}@example.org`, here)));
    expect(tries.filter((end) => end === "limited:tries_slowed")).toHaveLength(2);
    const owner = await createUser({ email: "hammered@example.org" });
    const hammer: string[] = [];
    for (let at = 0; at < 5; at += 1) hammer.push(await endOf(ask("hammered@example.org")));
    expect(hammer.filter((end) => end === "limited:tries_slowed")).toHaveLength(2);
    expect(await toldTo(owner.id)).toHaveLength(3);
  });

  it("lets its author sign in, to no role", async () => {
    const { sessionId } = await signIn({
      ...{ email: "early@example.org", password: testPassword, networkAddress: newPlace() },
      ...{ device: "", requestId: "r" },
    });
    expect(await findLiveSession(sessionId)).toMatchObject({ status: "applicant", roles: [], charterVersion: null });
  });
});

describe("an admission", () => {
  it("lacks words and charter first, and says which; training where review rights are given", async () => {
    const { id } = await applicant();
    const admit = (roles: Role[]) => admitPerson(admin, id, { roles, tracks: ["stolen_photo_scammer"] });
    await expect(admit(["reviewer"])).rejects.toMatchObject({
      reason: "admission_lacks",
      details: { missing: ["vouchers", "charter", "training"] },
    });
    await vouchFor(ada, id, "Je connais son travail depuis un an.");
    await vouchFor(ben, id, "Nous avons relu ensemble, avec soin.");
    await acceptCharter(await now(id), charterVersion);
    await expect(admit(["reviewer"])).rejects.toMatchObject({ details: { missing: ["training"] } });
    expect(await endOf(admit(["volunteer"]))).toBe("done");
    expect(await userOf(id)).toMatchObject({ status: "active", roles: ["volunteer"], reviewTracks: [] });
    expect(await db().application.findUniqueOrThrow({ where: { userId: id } })).toMatchObject({
      ...{ state: "admitted", vouchersAsked: 2, vouchersGiven: 2, decidedBy: admin.id },
    });
    expect(await toldTo(id)).toContain("admitted");
    expect(await endOf(admit(["volunteer"]))).toBe("not_found:application");
  });

  it("is an administrator’s, and nobody’s by a token", async () => {
    const { id } = await applicant();
    const wanted = { roles: ["volunteer" as const], tracks: [] };
    expect(await endOf(admitPerson(ada, id, wanted))).toBe("forbidden:forbidden");
    const bearer = { ...ada, token: { id: randomUUID(), scopes: ["case:write" as const] } };
    expect(await endOf(vouchFor(bearer, id, "Un jeton ne connaît personne."))).toBe("forbidden:token_scope");
  });

  it("counts one word for each reviewer, not one’s own, and not one that was taken back", async () => {
    const { id } = await applicant();
    await vouchFor(ada, id, "Je connais son travail.");
    expect(await endOf(vouchFor(ada, id, "Et je le redis encore."))).toBe("conflict:vouched_already");
    await withdrawVoucher(ada, id);
    expect(await endOf(withdrawVoucher(ada, id))).toBe("not_found:voucher");
    expect(await endOf(vouchFor(ada, ada.id, "Je me connais très bien."))).toBe("not_found:person");
    await vouchFor(ben, id, "Je connais son travail.");
    await acceptCharter(await now(id), charterVersion);
    const admitted = admitPerson(admin, id, { roles: ["volunteer"], tracks: [] });
    await expect(admitted).rejects.toMatchObject({ details: { missing: ["vouchers"] } });
  });

  it("cannot be forced by roles, reinstating or suspending past the threshold", async () => {
    const { id } = await applicant();
    expect(await endOf(setRoles(admin, id, ["reviewer"]))).toBe("conflict:person_not_admitted");
    expect(await endOf(reinstatePerson(admin, id))).toBe("conflict:person_not_admitted");
    expect(await endOf(suspendPerson(admin, id, "left"))).toBe("conflict:person_not_admitted");
    await expect(asOwner(`UPDATE "user" SET roles = '{reviewer}' WHERE id = $1`, [id])).rejects.toThrow(
      /applicants_hold_nothing/,
    );
  });

  it("happens by itself for whoever was invited, with the last thing that was missing", async () => {
    const { token } = await invitePerson(admin, { roles: ["reviewer"], note: "" });
    const email = "invited@example.org";
    const joined = { token, email, pseudonym: "Colombine", password: testPassword, requestId: "r" };
    const { id } = await acceptInvitation({ ...joined, networkAddress: newPlace() });
    expect(await toldTo(ada.id)).toContain("vouchers_asked");
    await acceptCharter(await now(id), charterVersion);
    await vouchFor(ada, id, "Je connais son travail.");
    expect((await userOf(id)).status).toBe("applicant");
    await train(await now(id), "redirecting_bot");
    await vouchFor(ben, id, "Moi aussi, depuis longtemps.");
    // Review rights are the inviter's proposal then: a reviewer who was there before confirms them.
    expect(await userOf(id)).toMatchObject({ status: "active", roles: [], reviewTracks: ["redirecting_bot"] });
    const waiting = await db().proposal.findFirstOrThrow({ where: { subject: id, state: "open" } });
    expect(waiting.proposedBy).toBe(admin.id);
    await confirmChange(ada, waiting.id);
    expect((await userOf(id)).roles).toEqual(["reviewer"]);
  });
});

describe("the charter", () => {
  it("is accepted as it is now, and a person’s requests stop where it has changed", async () => {
    const user = await createUser({ charter: "2020-01" });
    const sessionId = await openSession(user.id, "");
    expect((await findLiveSession(sessionId ?? ""))?.charterVersion).toBe("2020-01");
    expect(await endOf(acceptCharter(actorFor(user), "2020-01"))).toBe("conflict:charter_changed");
    await acceptCharter(actorFor(user), charterVersion);
    await acceptCharter(actorFor(user), charterVersion);
    expect((await findLiveSession(sessionId ?? ""))?.charterVersion).toBe(charterVersion);
    const accepted = await db().charterAcceptance.findMany({ where: { userId: user.id } });
    expect(accepted.map(({ version }) => version)).toEqual([charterVersion]);
    await expect(asOwner(`DELETE FROM charter_acceptance WHERE user_id = $1`, [user.id])).rejects.toThrow(
      /append-only/,
    );
  });
});

describe("a training", () => {
  it("is closed to an applicant until it is opened to them", async () => {
    const someone = await applicant();
    expect(await endOf(beginTraining(someone, "redirecting_bot"))).toBe("conflict:training_closed");
    await openTraining(admin, someone.id);
    expect(await endOf(beginTraining(someone, "redirecting_bot"))).toBe("done");
    expect(await toldTo(someone.id)).toContain("training_opened");
  });

  it("fails without the safety lane, waits a day, and is passed in another order", async () => {
    const user = await createUser({ roles: ["reviewer"], reviewTracks: [] });
    const actor = actorFor(user);
    await train(actor, "stolen_photo_scammer", ["elder"]);
    const [failed] = await db().trainingAttempt.findMany({ where: { userId: user.id } });
    expect(failed).toMatchObject({ score: 7, isPassed: false });
    expect((await userOf(user.id)).reviewTracks).toEqual([]);
    expect(await endOf(beginTraining(actor, "stolen_photo_scammer"))).toBe("limited:training_waits");
    await beginTraining(actor, "stolen_photo_scammer", new Date(Date.now() + 25 * 3_600_000));
    await train(actor, "stolen_photo_scammer");
    expect((await userOf(user.id)).reviewTracks).toEqual(["stolen_photo_scammer"]);
    expect(await endOf(beginTraining(actor, "stolen_photo_scammer"))).toBe("conflict:training_passed");
  });

  it("takes each case once, in its order, of two windows one wins, and its end never changes", async () => {
    const actor = actorFor(await createUser({ roles: ["reviewer"], reviewTracks: [] }));
    await beginTraining(actor, "redirecting_bot");
    const { id, caseOrder } = await db().trainingAttempt.findFirstOrThrow({ where: { userId: actor.id } });
    const answer = (caseId: string) =>
      endOf(answerTraining(actor, { track: "redirecting_bot", caseId, answer: "undetermined" }));
    expect(await answer(caseOrder[1] ?? "")).toBe("conflict:training_moved_on");
    const both = await Promise.all([answer(caseOrder[0] ?? ""), answer(caseOrder[0] ?? "")]);
    expect(both.sort()).toEqual(["conflict:training_moved_on", "done"]);
    for (const caseId of caseOrder.slice(1)) await answer(caseId);
    await expect(asOwner(`UPDATE training_attempt SET is_passed = true WHERE id = $1`, [id])).rejects.toThrow(
      /never changes/,
    );
  });
});

describe("rights by track", () => {
  it("a reviewer claims on their own track and on no other, alone or in bulk", async () => {
    const actor = actorFor(await createUser({ roles: ["reviewer"], reviewTracks: ["redirecting_bot"] }));
    const bots = await loggedCase({ reporter: logger, track: "redirecting_bot" });
    const photos = await loggedCase({ reporter: logger, track: "stolen_photo_scammer" });
    expect(await endOf(claimCase(actor, { ref: { id: bots.id } }))).toBe("done");
    expect(await endOf(claimCase(actor, { ref: { id: photos.id } }))).toBe("forbidden:track_not_held");
  });

  it("losing a track gives the claims back; a track comes back only to whoever was trained", async () => {
    const actor = actorFor(await createUser({ roles: ["reviewer"] }));
    const { id } = await loggedCase({ reporter: logger, track: "redirecting_bot" });
    await claimCase(actor, { ref: { id } });
    await setReviewTracks(admin, actor.id, ["stolen_photo_scammer"]);
    expect((await caseRow(id)).heldBy).toBeNull();
    expect(await endOf(setReviewTracks(admin, actor.id, ["redirecting_bot"]))).toBe("conflict:track_not_trained");
  });
});

describe("a refusal", () => {
  it("is told without its reason, and thirty days later nothing of the person is left", async () => {
    const { id } = await applicant();
    const { email } = await userOf(id);
    await vouchFor(ada, id, "Je connais son travail.");
    await change(setUp, "person.created", {}, (tx) =>
      tx.externalIdentity.create({ data: { userId: id, issuer: "https://id.example", subject: "their-subject" } }),
    );
    await refuseApplication(admin, id, { reason: "conflict_of_interest", note: "Vend des packs." });
    expect(await db().notification.findFirst({ where: { userId: id, kind: "application_refused" } })).toMatchObject({
      params: {},
    });
    const decided = await db().application.findUniqueOrThrow({ where: { userId: id } });
    expect(Buffer.from(decided.note ?? []).toString("utf8")).not.toContain("packs");
    expect(await eraseApplications(new Date(Date.now() + 29 * day))).toBe(0);
    expect(await eraseApplications(new Date(Date.now() + 30.1 * day))).toBeGreaterThan(0);
    expect(await db().application.findUniqueOrThrow({ where: { userId: id } })).toMatchObject({
      ...{ content: null, note: null, tracks: [], languages: [] },
    });
    expect(await userOf(id)).toMatchObject({ pseudonym: "—", passwordHash: null, status: "refused" });
    expect(JSON.stringify(await db().externalIdentity.findMany({ where: { userId: id } }))).not.toContain(
      "their-subject",
    );
    expect((await db().voucher.findFirstOrThrow({ where: { personId: id } })).sentence).toBeNull();
    expect(await eraseApplications(new Date(Date.now() + 31 * day))).toBe(0);
    expect(await endOf(ask(email))).toBe("done");
    expect((await db().user.findUniqueOrThrow({ where: { email } })).id).not.toBe(id);
  });
});

describe("the end of a vetting", () => {
  const reviewer = (days: number) =>
    createUser({ roles: ["reviewer", "volunteer"], vettedUntil: new Date(Date.now() + days * day) });

  it("is told a month before and once, to the person and the administrators", async () => {
    const user = await reviewer(20);
    await endVettings();
    await endVettings();
    expect(await toldTo(user.id)).toEqual(["vetting_ends"]);
    expect(await toldTo(admin.id)).toContain("vetting_ends");
  });

  it("rests review rights from that instant and leaves the others, and gives the claims back", async () => {
    const user = await reviewer(1);
    const { id } = await loggedCase({ reporter: logger });
    await claimCase(actorFor(user), { ref: { id } });
    const sessionId = await openSession(user.id, "");
    await asOwner(`UPDATE "user" SET vetted_until = now() - interval '1 second' WHERE id = $1`, [user.id]);
    expect((await findLiveSession(sessionId ?? ""))?.roles).toEqual(["volunteer"]);
    expect((await userOf(user.id)).roles).toEqual(["reviewer", "volunteer"]);
    await endVettings();
    expect((await caseRow(id)).heldBy).toBeNull();
    expect(await toldTo(user.id)).toContain("vetting_ended");
  });

  it("is put off for a year by charter, one word and an administrator, not before its last month", async () => {
    const early = await reviewer(200);
    expect(await endOf(renewVetting(admin, early.id))).toBe("conflict:renewal_early");
    const user = await reviewer(-3);
    await expect(renewVetting(admin, user.id)).rejects.toMatchObject({ details: { missing: ["vouchers"] } });
    await vouchFor(ada, user.id, "Toujours aussi rigoureuse.");
    await renewVetting(admin, user.id);
    expect((await userOf(user.id)).vettedUntil?.getTime()).toBeGreaterThan(Date.now() + 360 * day);
    expect(await toldTo(user.id)).toContain("vetting_renewed");
    // The word was for this year: the next asks anew.
    expect(await db().voucher.count({ where: { personId: user.id, countedAt: null } })).toBe(0);
  });
});

describe("decisions of somebody whose rights were taken away", () => {
  const decided = async (first: UserActor, second: UserActor) => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(first, id, "stolen_photo_scammer");
    await opine(second, id, "stolen_photo_scammer");
    return id;
  };
  const look = async (actor: UserActor, id: string, verdict: "stands" | "reopened") =>
    endOf(lookAgain(actor, { ref: { id }, expectedVersion: (await caseRow(id)).version, verdict }));

  it("are listed with the suspension, undecided ones are not, and an honourable leave lists nothing", async () => {
    const bad = actorFor(await createUser({ roles: ["reviewer"] }));
    const id = await decided(bad, ben);
    const undecided = await loggedCase({ reporter: logger });
    await opine(bad, undecided.id, "stolen_photo_scammer");
    await suspendPerson(admin, bad.id, "left");
    expect(await db().secondLook.count({ where: { personId: bad.id } })).toBe(0);
    await reinstatePerson(admin, bad.id);
    await suspendPerson(admin, bad.id, "decisions_doubted");
    const listed = await db().secondLook.findMany({ where: { personId: bad.id } });
    expect(listed.map(({ caseId }) => caseId)).toEqual([id]);
    expect(await toldTo(ada.id)).toContain("decisions_listed");
    expect(await look(ben, id, "stands")).toBe("forbidden:decision_is_own");
    expect(await look(ada, id, "stands")).toBe("done");
    expect(await look(ada, id, "stands")).toBe("not_found:decision");
    expect((await caseRow(id)).state).toBe("confirmed");
  });

  it("are opened again by whoever finds them wrong, and a decision that nobody doubts is not", async () => {
    const bad = actorFor(await createUser({ roles: ["reviewer", "volunteer"] }));
    const [doubted, sound] = [await decided(bad, ben), await decided(ada, ben)];
    await setRoles(admin, bad.id, ["volunteer"]);
    expect(await look(ada, sound, "reopened")).toBe("forbidden:decision_is_own");
    const cleo = actorFor(await createUser({ roles: ["reviewer"] }));
    expect(await look(cleo, sound, "reopened")).toBe("not_found:decision");
    expect(await look(cleo, doubted, "reopened")).toBe("done");
    expect(await caseRow(doubted)).toMatchObject({ state: "reopened", round: 2, classification: null });
  });
});
