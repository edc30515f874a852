import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { ToldConsent } from "@/lib/domain/told/told-page";
import { getFits } from "@/lib/queries/get-fits";
import { getMandate } from "@/lib/queries/get-mandate";
import { getToldView } from "@/lib/queries/get-told-view";
import { readNoticeCases } from "@/lib/db/notices";
import { createActor, setUp } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation, sentNotice } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { createMandate } from "./create-mandate";
import { endToldPage, resumeContact } from "./end-told-page";
import { enterToldPage, leaveToldPage, visitToldPage } from "./enter-told-page";
import { makeFirstContact } from "./make-first-contact";
import { makeBankCode } from "./open-bank";
import { openToldPage } from "./open-told-page";
import { renewMandate } from "./renew-mandate";
import { renewToldCode, resetToldCode } from "./reset-told-code";
import { safeguardCase } from "./safeguard-case";
import { sightMandate } from "./sight-mandate";
import { stopContact } from "./stop-contact";
import { sweep } from "./sweep";
import { withdrawMandate } from "./withdraw-mandate";

let database: TestDatabase;
let first: UserActor;
let second: UserActor;
let third: UserActor;
let protection: UserActor;
let volunteer: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  [first, second, third, protection, volunteer] = await Promise.all([
    createActor("reviewer"),
    createActor("reviewer"),
    createActor("reviewer"),
    createActor("protection"),
    createActor("volunteer"),
  ]);
  await nameOrganisation();
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const owner = <Row extends object>(sql: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, async (client) => (await client.query<Row>(sql, values)).rows);
const place = () => randomBytes(6).toString("hex");
const from = (code: string, networkAddress = place()) => ({ code, networkAddress, requestId: "test" });
const consent: ToldConsent = { by: "person", how: "call", on: "2026-11-20" };

let made = 0;
/** Written down by one, seen by two others. */
async function mandate(name = `creator_${String(++made)}`, isClaimMeant = false) {
  const label = `Azur ${String(++made)}`;
  const { number } = await createMandate(first, { label, authenticUrl: `https://x.com/${name}`, isClaimMeant });
  if (!isClaimMeant) for (const actor of [second, third]) await sightMandate(actor, { number });
  const { id } = await db().mandate.findUniqueOrThrow({ where: { number: BigInt(number) } });
  return { number, id, name };
}
async function opened() {
  const hers = await mandate();
  return { ...hers, ...(await openToldPage(first, { number: hers.number, consent })) };
}
const held = (token: string) => ({ token, networkAddress: place(), requestId: "test" });
const enters = async (code: string): Promise<string> => (await enterToldPage(from(code))).token;
const isIn = async (token: string): Promise<boolean> => (await visitToldPage(token)) !== null;
const handles = async (id: string): Promise<string[]> =>
  (await getToldView(id)).platforms.flatMap(({ accounts }) => accounts.map(({ handle }) => handle)).sort();
const refused = { code: "forbidden", reason: "told_code" };

/** What somebody before the door is answered, to the last word. */
const answerTo = (code: string): Promise<string> =>
  enterToldPage(from(code)).then(
    () => "in",
    (error: unknown) => {
      const { code: kind, reason, details } = error as { code: string; reason: string; details: object };
      return JSON.stringify({ kind, reason, details });
    },
  );

describe("the door", () => {
  it("opens for the code as it is typed, and answers alike for one that is wrong, replaced, ended, frozen or run out", async () => {
    const [replaced, ended, frozen, runOut, withdrawn] = [
      await opened(),
      await opened(),
      await opened(),
      await opened(),
      await opened(),
    ];
    expect(await answerTo(replaced.code.toLowerCase().replaceAll("-", " "))).toBe("in");
    await resetToldCode(second, replaced);
    await endToldPage(protection, ended);
    await mandate(frozen.name, true);
    await owner("UPDATE mandate SET expires_at = now() - interval '1 minute' WHERE id = $1", [runOut.id]);
    await withdrawMandate(first, { number: withdrawn.number, reason: "desk" });
    const never = "AAAA-AAAA-AAAA-AAAA-AAAA";
    const answers = await Promise.all(
      [never, ...[replaced, ended, frozen, runOut, withdrawn].map(({ code }) => code)].map(answerTo),
    );
    expect(new Set(answers)).toEqual(
      new Set([JSON.stringify({ kind: "forbidden", reason: "told_code", details: {} })]),
    );
  });

  it("keeps no code and no visit's token, only digests of them", async () => {
    const { code, id } = await opened();
    const token = await enters(code);
    const [page] = await owner<{ row: string }>(
      "SELECT to_jsonb(p)::text AS row FROM told_page p WHERE mandate_id = $1",
      [id],
    );
    const visits = await owner<{ row: string }>("SELECT to_jsonb(s)::text AS row FROM told_session s");
    const kept = [page, ...visits].map((one) => one?.row).join();
    expect(kept).toContain(id);
    for (const secret of [code, code.replaceAll("-", ""), token]) expect(kept).not.toContain(secret);
  });

  it("slows whoever guesses from one place after ten tries, and lets the right code through from elsewhere", async () => {
    const { code } = await opened();
    const attacker = place();
    for (let tried = 0; tried < 10; tried++)
      await expect(enterToldPage(from("AAAA-AAAA-AAAA-AAAA-AAAA", attacker))).rejects.toMatchObject(refused);
    await expect(enterToldPage(from(code, attacker))).rejects.toMatchObject({
      code: "limited",
      reason: "tries_slowed",
    });
    expect(await answerTo(code)).toBe("in");
  });

  it("is shut for her by nobody, however many guess from however many places", async () => {
    const { code } = await opened();
    for (let tried = 0; tried < 400; tried++)
      await expect(enterToldPage(from("AAAA-AAAA-AAAA-AAAA-AAAA", place()))).rejects.toMatchObject(refused);
    expect(await answerTo(code)).toBe("in");
  });

  it("does not count the tries that were right", async () => {
    const { code } = await opened();
    const home = place();
    for (let times = 0; times < 14; times++) await enterToldPage(from(code, home));
  });

  it("lets nobody in while the desk is closed, and ends what is open", async () => {
    const { code } = await opened();
    const token = await enters(code);
    const mode = (value: string) =>
      owner(
        "INSERT INTO setting (key, value) VALUES ('mode', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [JSON.stringify({ mode: value, reason: "test", since: "" })],
      );
    await mode("closed");
    await expect(enterToldPage(from(code))).rejects.toMatchObject({ code: "unavailable" });
    expect(await isIn(token)).toBe(false);
    await mode("normal");
    expect(await isIn(token)).toBe(true);
  });
});

describe("a visit", () => {
  it("is over after a quarter of an hour without a look, after two hours in any case, and when it is left", async () => {
    const { code } = await opened();
    const [idle, long, left] = [await enters(code), await enters(code), await enters(code)];
    const expiries = await owner<{ minutes: number }>(
      "SELECT round(extract(epoch FROM expires_at - now()) / 60)::int AS minutes FROM told_session ORDER BY expires_at DESC LIMIT 1",
    );
    expect(expiries[0]?.minutes).toBe(15);
    await leaveToldPage(left);
    expect(await isIn(left)).toBe(false);
    await owner("UPDATE told_session SET ends_at = now() + interval '3 minutes'");
    expect(await isIn(long)).toBe(true);
    const [{ most } = { most: 0 }] = await owner<{ most: number }>(
      "SELECT max(extract(epoch FROM expires_at - ends_at))::int AS most FROM told_session WHERE ends_at < now() + interval '4 minutes' AND expires_at <= ends_at",
    );
    expect(most).toBe(0);
    await owner("UPDATE told_session SET expires_at = now() - interval '1 second'");
    expect(await isIn(idle)).toBe(false);
    expect(await isIn(long)).toBe(false);
    await sweep();
    expect(await owner("SELECT 1 FROM told_session")).toEqual([]);
  });

  it("leaves nothing in the trail nor in the access log", async () => {
    const { code } = await opened();
    const counts = () =>
      owner("SELECT (SELECT count(*) FROM audit_entry)::int AS trail, (SELECT count(*) FROM access_log)::int AS log");
    const before = await counts();
    const token = await enters(code);
    expect(await isIn(token)).toBe(true);
    await leaveToldPage(token);
    expect(await counts()).toEqual(before);
  });

  it("ends on every browser with another code of a reviewer, and everywhere but hers with her own", async () => {
    const { code, number } = await opened();
    const [hers, others] = [await enters(code), await enters(code)];
    const renewed = await renewToldCode({ ...held(hers), code });
    expect([await isIn(hers), await isIn(others), await isIn(renewed.token)]).toEqual([false, false, true]);
    await expect(enterToldPage(from(code))).rejects.toMatchObject(refused);
    const reset = await resetToldCode(second, { number });
    expect(await isIn(renewed.token)).toBe(false);
    await expect(enterToldPage(from(renewed.code))).rejects.toMatchObject(refused);
    expect(await answerTo(reset.code)).toBe("in");
  });

  it("opens by the old code for nobody who comes at the very moment of a reset", async () => {
    const { code, number } = await opened();
    const [, ...tries] = await Promise.all([
      resetToldCode(first, { number }),
      ...Array.from({ length: 12 }, () =>
        enterToldPage(from(code)).then(
          ({ token }) => token,
          () => null,
        ),
      ),
    ]);
    for (const token of tries) if (token !== null) expect(await isIn(token)).toBe(false);
  });

  it("does nothing by itself where it was left open: another code and the end want the code again, a few times at most", async () => {
    const { code, number } = await opened();
    const token = await enters(code);
    const wrong = { ...held(token), code: "AAAA-AAAA-AAAA-AAAA-AAAA" };
    for (let tried = 0; tried < 5; tried++) await expect(renewToldCode(wrong)).rejects.toMatchObject(refused);
    await expect(stopContact({ ...wrong, code, withdraws: true })).rejects.toMatchObject({ code: "limited" });
    expect((await getMandate(first, number)).status).toBe("verified");
    // A code of somebody else's page does as little as none.
    const other = await opened();
    const mine = await enters(other.code);
    await expect(stopContact({ ...held(mine), code, withdraws: true })).rejects.toMatchObject(refused);
  });
});

describe("the page", () => {
  it("shows the accounts under its own mandate and no other's, with plain states and days, and nothing of who reported or judged", async () => {
    const [hers, others] = [await opened(), await opened()];
    const seed = { reporter: volunteer, mandateId: hers.id, observed: "Mots du signalement." };
    const watched = await confirmedCase({ ...seed, state: "open" });
    const kept = await sentNotice(first, { ...seed, daysAgo: 9, outcome: "refused" });
    const gone = await sentNotice(first, { ...seed, daysAgo: 9, outcome: "account_removed" });
    const waiting = await sentNotice(first, { ...seed, daysAgo: 2 });
    const foreign = await confirmedCase({ reporter: volunteer, mandateId: others.id });
    const view = await getToldView(hers.id);
    const states = view.platforms.flatMap(({ accounts }) => accounts.map(({ state, on }) => ({ state, on })));
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    expect(states).toEqual([
      { state: "reported", on: day(2) },
      { state: "gone", on: day(8) },
      { state: "kept", on: day(9) },
      { state: "looked_at", on: null },
    ]);
    const said = JSON.stringify(view);
    for (const word of [foreign.handle, "Mots du signalement.", volunteer.pseudonym, first.pseudonym, volunteer.id])
      expect(said).not.toContain(word);
    expect(said).toContain(watched.handle);
    const numbers = [...kept.cases, ...gone.cases, ...waiting.cases];
    expect(numbers).toHaveLength(3);
    // What is gone is not in the text that she would send.
    const [platform] = view.platforms;
    expect(platform?.text?.fr.match(/^- /gm)).toHaveLength(3);
    expect(platform?.desks[0]).toMatchObject({ whoMayFile: "person_or_representative" });
  });

  it("loses an account at once when it goes into the lane, with its other cases, and looks as if it had been put aside", async () => {
    const hers = await opened();
    const seed = { reporter: volunteer, mandateId: hers.id };
    const [stays, goes] = [await confirmedCase(seed), await confirmedCase(seed)];
    const aside = await confirmedCase({ ...seed, state: "rejected" });
    // An earlier life of the account, which stays where it ended.
    const earlier = await change(setUp, "case.opened", {}, async (tx) => {
      const { accountId, platformId } = await tx.case.findUniqueOrThrow({ where: { id: goes.id } });
      return tx.case.create({
        data: { accountId, platformId, state: "closed", track: "stolen_photo_scammer", mandateId: hers.id },
      });
    });
    expect(await handles(hers.id)).toEqual([stays, goes].map(({ handle }) => handle).sort());
    await safeguardCase(first, { ref: { id: goes.id }, reason: "possible_minor" });
    expect(await db().case.findUnique({ where: { id: earlier.id } })).toMatchObject({ state: "closed" });
    const view = await getToldView(hers.id);
    expect(view.count).toBe(1);
    expect(await handles(hers.id)).toEqual([stays.handle]);
    for (const { handle } of [goes, aside]) expect(JSON.stringify(view)).not.toContain(handle);
  });

  it("is opened under a mandate that stands alone, once, by whoever may, with a consent of today or before", async () => {
    const { number } = await mandate();
    const open = (actor = first, given = consent) => openToldPage(actor, { number, consent: given });
    await expect(open(volunteer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(open(protection)).rejects.toMatchObject({ code: "forbidden" });
    const later = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await expect(open(first, { ...consent, on: later })).rejects.toMatchObject({ reason: "told_consent_day" });
    const tries = await Promise.allSettled([open(), open(second), open(third)]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const label = `Azur ${String(++made)}`;
    const unseen = await createMandate(first, { label, authenticUrl: `https://x.com/unseen_${String(made)}` });
    await expect(openToldPage(first, { number: unseen.number, consent })).rejects.toMatchObject({
      reason: "mandate_not_valid",
    });
  });

  it("comes back with the mandate that it rests on, and opens nothing meanwhile", async () => {
    const hers = await opened();
    const token = await enters(hers.code);
    await mandate(hers.name, true);
    expect(await isIn(token)).toBe(false);
    await owner(
      "UPDATE mandate_collision SET decision = 'both', decided_at = now(), decided_by = $1, reason = 'Deux personnes.'",
      [protection.id],
    );
    await owner("UPDATE mandate SET status = 'verified', frozen_at = NULL, status_before = NULL WHERE id = $1", [
      hers.id,
    ]);
    expect(await isIn(token)).toBe(true);
  });

  it("tells the trail what was done and by whom, with no code and nothing of the consent in clear", async () => {
    const { id, number, code } = await opened();
    const token = await enters(code);
    const { code: newer } = await renewToldCode({ ...held(token), code });
    await endToldPage(protection, { number });
    const page = await db().toldPage.findFirstOrThrow({ where: { mandateId: id } });
    const entries = await db().auditEntry.findMany({
      where: { subjectTable: "told_page", subjectId: page.id },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ["told.opened", `user:${first.id}`],
      ["told.code_made", `public:${page.id}`],
      ["told.ended", `user:${protection.id}`],
    ]);
    const told = JSON.stringify(entries.map(({ changes }) => changes));
    for (const word of [code, newer, "call", consent.on]) expect(told).not.toContain(word);
    const { history } = await getMandate(first, number);
    expect(history.map(({ action }) => action).slice(0, 3)).toEqual(["told.ended", "told.code_made", "told.opened"]);
  });
});

describe("stop contacting me", () => {
  it("closes the page and every visit, tells those who look after the mandate, and the work goes on", async () => {
    const { number, id, code } = await opened();
    await makeBankCode(first, { number });
    const [token, other] = [await enters(code), await enters(code)];
    await stopContact({ ...held(token), code, withdraws: false });
    expect([await isIn(token), await isIn(other)]).toEqual([false, false]);
    await expect(enterToldPage(from(code))).rejects.toMatchObject(refused);
    const view = await getMandate(first, number);
    expect(view).toMatchObject({ status: "verified", contactWish: "none", told: { page: null } });
    expect(view.told.stoppedAt).toBeInstanceOf(Date);
    const reference = { kind: "told_stopped", params: { path: ["mandate"], equals: view.reference } };
    const told = await db().notification.findMany({ where: reference });
    expect(told.map(({ userId }) => userId).sort()).toEqual([first.id, second.id, third.id].sort());
    expect(await db().mandate.findUnique({ where: { id } })).toMatchObject({ status: "verified" });
  });

  it("withdraws the mandate as well where she says so, on her word, with its bank", async () => {
    const { number, id, code } = await opened();
    await makeBankCode(first, { number });
    const token = await enters(code);
    await stopContact({ ...held(token), code, withdraws: true });
    expect(await getMandate(first, number)).toMatchObject({
      status: "withdrawn",
      withdrawnBecause: "her_word",
      bank: null,
    });
    expect(await db().toldPage.findFirst({ where: { mandateId: id } })).toMatchObject({ endedBecause: "stopped" });
  });

  it("holds for first contact, another page, and a renewal, under every mandate that names her account, until she comes back by herself", async () => {
    const hers = await opened();
    const lost = await confirmedCase({ reporter: volunteer, mandateId: hers.id });
    await stopContact({ ...held(await enters(hers.code)), code: hers.code, withdraws: true });
    const stopped = { code: "conflict", reason: "contact_stopped" };
    // Her case has no mandate that stands any more: the one message would be due.
    const contact = () => makeFirstContact(first, { caseNumber: lost.number, language: "fr" });
    await expect(contact()).rejects.toMatchObject(stopped);
    const fits = async () => (await getFits(await readNoticeCases(db(), [lost.id]), "x")).firstContact;
    expect(await fits()).toBeNull();
    const again = await mandate(hers.name);
    await expect(openToldPage(second, { number: again.number, consent })).rejects.toMatchObject(stopped);
    await owner("UPDATE mandate SET expires_at = now() + interval '3 days' WHERE id = $1", [again.id]);
    await expect(renewMandate(second, { number: again.number })).rejects.toMatchObject(stopped);
    const stranger = await mandate();
    await openToldPage(second, { number: stranger.number, consent });

    await expect(resumeContact(protection, again)).rejects.toMatchObject({ code: "forbidden" });
    await resumeContact(second, { number: again.number });
    await expect(resumeContact(second, again)).rejects.toMatchObject({ reason: "contact_not_stopped" });
    await openToldPage(second, { number: again.number, consent });
    expect(await fits()).toMatchObject({ isMade: false });
  });

  it("is refused by no incident: what she takes back is taken back at once", async () => {
    const { code } = await opened();
    const token = await enters(code);
    await owner(
      "INSERT INTO setting (key, value) VALUES ('mode', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      [JSON.stringify({ mode: "read_only", reason: "test", since: "" })],
    );
    await stopContact({ ...held(token), code, withdraws: false });
    await owner("DELETE FROM setting WHERE key = 'mode'");
  });
});

it("queues no mail to anybody outside the desk, whatever is done with a page", async () => {
  const mails = () =>
    owner(
      `SELECT (SELECT count(*) FROM notice_delivery)::int AS notices, (SELECT count(*) FROM pgboss.job)::int AS jobs,
              (SELECT count(*) FROM webhook_delivery)::int AS hooks`,
    );
  const before = await mails();
  const { number, code } = await opened();
  const { code: second_ } = await resetToldCode(second, { number });
  expect(second_).not.toBe(code);
  const renewed = await renewToldCode({ ...held(await enters(second_)), code: second_ });
  await stopContact({ ...held(renewed.token), code: renewed.code, withdraws: true });
  expect(await mails()).toEqual(before);
  const strangers = await owner(
    `SELECT 1 FROM notification n WHERE n.kind = 'told_stopped' AND NOT EXISTS (SELECT 1 FROM "user" u WHERE u.id = n.user_id)`,
  );
  expect(strangers).toEqual([]);
});

it("the database itself refuses a page without a mandate that stands, and one that lives after its end", async () => {
  const { id, number } = await opened();
  await endToldPage(first, { number });
  const change_ = (sql: string) => owner(sql, [id]);
  await expect(
    change_("UPDATE told_page SET ended_at = NULL, ended_because = NULL, code_hash = 'x' WHERE mandate_id = $1"),
  ).rejects.toThrow("stays so");
  await owner("UPDATE mandate SET expires_at = now() - interval '1 day' WHERE id = $1", [id]);
  await expect(
    owner(
      `INSERT INTO told_page (mandate_id, code_hash, consent_by, consent_how, consent_on, opened_by)
       VALUES ($1, 'y', 'person', 'call', '2026-11-20', $2)`,
      [id, first.id],
    ),
  ).rejects.toThrow("needs a mandate that stands");
});
