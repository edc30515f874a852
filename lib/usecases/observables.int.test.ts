import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { addObservables, readObservables } from "@/lib/db/observables";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { isPrivate, observableSubkinds } from "@/lib/domain/observables/observable";
import { parseObservable } from "@/lib/domain/observables/parse-observable";
import { getCaseObservables } from "@/lib/queries/get-case-observables";
import { createActor, createCase } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { addObservablesTo, type GivenObservable } from "./add-observables";
import { attachMandate } from "./attach-mandate";
import { createMandate } from "./create-mandate";
import { eraseCase } from "./erase-case";
import { decideLaneExit, proposeLaneExit } from "./leave-lane";
import { removeObservable } from "./remove-observable";
import { revealObservable } from "./reveal-observable";
import { safeguardCase } from "./safeguard-case";
import { sightMandate } from "./sight-mandate";
import { withdrawMandate } from "./withdraw-mandate";

let database: TestDatabase;
let reviewer: UserActor;
let second: UserActor;
let volunteer: UserActor;
let protector: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  [reviewer, second, volunteer, protector] = await Promise.all([
    createActor("reviewer"),
    createActor("reviewer"),
    createActor("volunteer"),
    createActor("protection"),
  ]);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const owned = <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  withClient(database.ownerUrl, async (client) => (await client.query<Row>(sql, values)).rows);
const newCase = () => createCase({ reporter: volunteer });
const add = (actor: UserActor, id: string, ...given: GivenObservable[]) =>
  addObservablesTo(actor, { ref: { id }, given });
const seenBy = async (actor: UserActor, id: string) => {
  const seen = await getCaseObservables(actor, { id });
  if (seen === null) throw new Error("Nothing is shown.");
  return seen;
};
const only = async (actor: UserActor, id: string) => {
  const [first] = (await seenBy(actor, id)).list;
  if (!first) throw new Error("The case has none.");
  return first;
};

const paypal = { subkind: "paypal_me", text: "https://paypal.me/LouVesper" } as const;
const link = { subkind: "link", text: "https://rencontre.example.com/lou?aff_id=88" } as const;

async function underMandate(id: string): Promise<number> {
  const { number } = await createMandate(reviewer, {
    label: `Azur ${id.slice(0, 8)}`,
    authenticUrl: `https://x.com/azur_${id.slice(0, 8)}`,
  });
  await sightMandate(reviewer, { number });
  await sightMandate(second, { number });
  await attachMandate(reviewer, { ref: { id }, mandateNumber: number });
  return number;
}

describe("what could lead to a payee", () => {
  test("the database and the domain agree on which kinds are private", async () => {
    const { id } = await newCase();
    const [check] = await owned<{ text: string }>(
      `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'observable_private'`,
    );
    const named = [...(check?.text ?? "").matchAll(/'([a-z_]+)'::text/g)]
      .map((match) => match[1])
      .filter((one) => one !== "clear");
    expect(named.sort()).toEqual(observableSubkinds.filter(isPrivate).sort());
    await expect(
      owned(
        `INSERT INTO observable (case_id, kind, subkind, value_key, held, value, source, added_by)
         VALUES ($1, 'payment_handle', 'iban', sha256('x'), 'clear', 'FR14', 'reviewer', '{}')`,
        [id],
      ),
    ).rejects.toThrow(/observable_private/);
  });

  test("is kept without a mandate as a keyed digest alone: no column, no entry of the trail holds the name", async () => {
    const { id } = await newCase();
    await add(reviewer, id, paypal);
    expect(await only(reviewer, id)).toMatchObject({ held: "key_only", shown: "", isReused: false, others: [] });
    const rows = await owned<{ text: string }>(
      `SELECT to_jsonb(o)::text AS text FROM observable o WHERE case_id = $1
       UNION ALL SELECT changes::text FROM audit_entry WHERE case_id = $1`,
      [id],
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { text } of rows) expect(text.toLowerCase()).not.toMatch(/louvesper|lo•••/);
    const { id: observableId } = await only(reviewer, id);
    await expect(revealObservable(reviewer, { ref: { id }, observableId })).rejects.toThrow(/mandate_not_valid/);
  });

  test("is sealed under a verified mandate, shown masked, opened by a press that the access log tells", async () => {
    const { id } = await newCase();
    await underMandate(id);
    await add(reviewer, id, paypal);
    const row = await only(reviewer, id);
    expect(row).toMatchObject({ held: "sealed", shown: "lo•••" });
    expect(await revealObservable(second, { ref: { id }, observableId: row.id })).toEqual({ value: "louvesper" });
    const told = await owned(
      `SELECT 1 FROM access_log WHERE kind = 'observable_revealed' AND subject = $1 AND actor = $2`,
      [row.id, `user:${second.id}`],
    );
    expect(told).toHaveLength(1);
    const [kept] = await owned<{ text: string }>(`SELECT to_jsonb(o)::text AS text FROM observable o WHERE id = $1`, [
      row.id,
    ]);
    expect(kept?.text.toLowerCase()).not.toContain("louvesper");
    await expect(revealObservable(volunteer, { ref: { id }, observableId: row.id })).rejects.toThrow(/forbidden/);
  });

  test("added first without a mandate it is sealed when it is added again under one", async () => {
    const { id } = await newCase();
    await add(reviewer, id, paypal);
    await underMandate(id);
    expect(await only(reviewer, id)).toMatchObject({ held: "key_only" });
    await add(reviewer, id, paypal);
    const { list } = await seenBy(reviewer, id);
    expect(list.map(({ held }) => held)).toEqual(["sealed"]);
    expect(await revealObservable(reviewer, { ref: { id }, observableId: list[0]?.id ?? "" })).toEqual({
      value: "louvesper",
    });
  });

  test("is a digest again when the mandate is withdrawn, taken off the case, or has run out, in the lane too", async () => {
    const cases = await Promise.all([newCase(), newCase(), newCase(), newCase()]);
    const [withdrawn, detached, expired, locked] = cases.map(({ id }) => id) as [string, string, string, string];
    const numbers: number[] = [];
    for (const id of [withdrawn, detached, expired, locked]) {
      numbers.push(await underMandate(id));
      await add(reviewer, id, paypal);
      expect((await only(reviewer, id)).held).toBe("sealed");
    }
    await withdrawMandate(reviewer, { number: numbers[0] ?? 0, reason: "desk" });
    expect(await only(reviewer, withdrawn)).toMatchObject({ held: "key_only", shown: "" });
    await attachMandate(reviewer, { ref: { id: detached }, mandateNumber: null });
    expect(await only(reviewer, detached)).toMatchObject({ held: "key_only", shown: "" });
    await owned(`UPDATE mandate SET expires_at = now() - interval '1 second' WHERE number = $1`, [numbers[2]]);
    const { id: observableId } = await only(reviewer, expired);
    await expect(revealObservable(reviewer, { ref: { id: expired }, observableId })).rejects.toThrow(
      /mandate_not_valid/,
    );
    await safeguardCase(reviewer, { ref: { id: locked }, reason: "possible_minor" });
    await withdrawMandate(reviewer, { number: numbers[3] ?? 0, reason: "desk" });
    expect(await owned(`SELECT held, sealed FROM locked_observable WHERE case_id = $1`, [locked])).toEqual([
      { held: "key_only", sealed: null },
    ]);
  });
});

describe("ties", () => {
  test("name the other account's case, by the same value and by a near bio", async () => {
    const [one, other] = [await newCase(), await newCase()];
    const bio = (name: string) =>
      ({
        subkind: "bio_text",
        text: `Salut c'est ${name} 21 ans, nouvelle ici. Mes photos privées et vidéos en DM, paiement rapide, réponse immédiate`,
      }) as const;
    await add(reviewer, one.id, link, bio("Léa"));
    await add(reviewer, other.id, link, bio("Zoé"));
    const { ties, list } = await seenBy(reviewer, one.id);
    expect(ties.map((tie) => tie.number)).toContain(other.number);
    const tie = ties.find(({ number }) => number === other.number);
    expect(tie?.reasons.map(({ subkind }) => subkind)).toEqual(["link", "bio_text"]);
    expect(tie?.reasons[1]?.likeness).toBeGreaterThan(0.6);
    expect(list.find(({ subkind }) => subkind === "link")?.others).toEqual([other.number]);
  });

  test("with a case that has no mandate a payee ties by yes alone: on neither side is the other named", async () => {
    const [without, under] = [await newCase(), await newCase()];
    const name = { subkind: "cash_app", text: "$LouAilleurs" } as const;
    await underMandate(under.id);
    await add(reviewer, without.id, name);
    await add(reviewer, under.id, name);
    expect(await only(reviewer, without.id)).toMatchObject({ held: "key_only", isReused: true, others: [] });
    expect(await only(reviewer, under.id)).toMatchObject({ held: "sealed", isReused: true, others: [] });
    expect((await seenBy(reviewer, without.id)).ties).toEqual([]);
  });

  test("a telephone ties whatever it was used for; a shortener's own domain ties nothing", async () => {
    const [one, other] = [await newCase(), await newCase()];
    await underMandate(one.id);
    await underMandate(other.id);
    await add(
      reviewer,
      one.id,
      { subkind: "whatsapp_phone", text: "wa.me/33612345699" },
      { subkind: "domain", text: "bit.ly" },
    );
    await add(
      reviewer,
      other.id,
      { subkind: "payment_phone", text: "06 12 34 56 99" },
      { subkind: "domain", text: "bit.ly" },
    );
    const { list, ties } = await seenBy(reviewer, one.id);
    expect(list.find(({ kind }) => kind === "contact_handle")?.others).toEqual([other.number]);
    expect(list.find(({ kind }) => kind === "domain")).toMatchObject({ common: "shortener", others: [] });
    expect(ties[0]?.reasons).toHaveLength(1);
  });

  test("hold no case of the lane, hidden, or erased", async () => {
    const text = "https://annonce.example.com/meme-page";
    const cases = await Promise.all([newCase(), newCase(), newCase(), newCase()]);
    for (const { id } of cases) await add(reviewer, id, { subkind: "link", text });
    const [here, lane, hidden, erased] = cases;
    expect((await only(reviewer, here.id)).others).toHaveLength(3);
    await safeguardCase(reviewer, { ref: { id: lane.id }, reason: "possible_minor" });
    await owned(`UPDATE "case" SET state = 'in_review', version = version + 1 WHERE id = $1`, [hidden.id]);
    await owned(`UPDATE "case" SET state = 'second_opinion', version = version + 1 WHERE id = $1`, [hidden.id]);
    await owned(`UPDATE "case" SET state = 'authentic', version = version + 1 WHERE id = $1`, [hidden.id]);
    await eraseCase(protector, { ref: { id: erased.id }, expectedVersion: 1, reason: "retention_ended" });
    expect(await only(reviewer, here.id)).toMatchObject({ others: [], isReused: false });
    expect(
      await readObservables(
        db(),
        cases.map(({ id }) => id),
      ),
    ).toHaveLength(1);
  });
});

describe("following the case", () => {
  test("into the lane they are out of the application's reach; out of it they are back; a purge or an erasure deletes them", async () => {
    const { id } = await newCase();
    await add(reviewer, id, link, paypal);
    await safeguardCase(reviewer, { ref: { id }, reason: "possible_minor" });
    expect(await db().observable.count({ where: { caseId: id } })).toBe(0);
    await expect(db().$queryRaw`SELECT 1 FROM locked_observable`).rejects.toThrow(/permission denied/);
    await expect(add(reviewer, id, link)).rejects.toThrow(/not_found/);
    await expect(
      change(reviewer, "case.observables_added", {}, (tx) => {
        const reading = parseObservable("link", link.text);
        return addObservables(
          tx,
          reviewer,
          id,
          reading.ok ? [{ observable: reading.observable, source: "trace" }] : [],
        );
      }),
    ).rejects.toThrow(/case_takes_no_evidence/);
    const [one, another] = [await createActor("safeguarding"), await createActor("safeguarding")];
    await proposeLaneExit(one, { ref: { id }, reason: "adult_established" });
    await decideLaneExit(another, { ref: { id }, decision: "confirmed" });
    expect((await seenBy(reviewer, id)).list).toHaveLength(2);
    await owned(`UPDATE "case" SET evidence_purged_at = now() WHERE id = $1`, [id]);
    expect(await owned(`SELECT 1 FROM observable WHERE case_id = $1`, [id])).toEqual([]);
    const gone = await newCase();
    await add(reviewer, gone.id, link, paypal);
    await eraseCase(protector, { ref: { id: gone.id }, expectedVersion: 1, reason: "retention_ended" });
    const left = await owned<{ text: string }>(
      `SELECT to_jsonb(o)::text AS text FROM observable o WHERE case_id = $1 UNION ALL SELECT to_jsonb(l)::text FROM locked_observable l
       WHERE case_id = $1 UNION ALL SELECT changes::text FROM audit_entry WHERE case_id = $1 AND subject_table = 'observable'`,
      [gone.id],
    );
    for (const { text } of left) expect(text).not.toMatch(/rencontre/);
    expect(await owned(`SELECT 1 FROM observable WHERE case_id = $1`, [gone.id])).toEqual([]);
  });
});

describe("who may", () => {
  test("a volunteer adds to the cases they logged, sees what they added and nothing more, and learns nothing from adding", async () => {
    const [own, elsewhere] = [await newCase(), await createCase({ reporter: reviewer })];
    await add(reviewer, own.id, link, { subkind: "domain", text: "rencontre.example.com" });
    await add(reviewer, elsewhere.id, link);
    await expect(add(volunteer, elsewhere.id, link)).rejects.toThrow(/not_found/);
    expect(await getCaseObservables(volunteer, { id: elsewhere.id })).toBeNull();
    const [known, unknown] = [link, { subkind: "link", text: "https://rencontre.example.com/personne" } as const];
    const answers = [await add(volunteer, own.id, known), await add(volunteer, own.id, unknown)];
    expect(answers[0]).toEqual(answers[1]);
    const { list, ties } = await seenBy(volunteer, own.id);
    expect(list.map(({ subkind, others, isReused }) => [subkind, others, isReused])).toEqual([
      ["link", [], false],
      ["link", [], false],
    ]);
    expect(ties).toEqual([]);
    for (const { id: observableId } of list) await removeObservable(volunteer, { ref: { id: own.id }, observableId });
    expect((await seenBy(volunteer, own.id)).list).toEqual([]);
    expect((await seenBy(reviewer, own.id)).list.map(({ subkind }) => subkind).sort()).toEqual(["domain", "link"]);
    const [others] = (await seenBy(reviewer, own.id)).list;
    await expect(removeObservable(volunteer, { ref: { id: own.id }, observableId: others?.id ?? "" })).rejects.toThrow(
      /observable_gone/,
    );
  });

  test("ten at once of one value make one row, and all are told the same", async () => {
    const { id } = await newCase();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => add(at % 2 === 0 ? reviewer : second, id, link)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await db().observable.count({ where: { caseId: id } })).toBe(1);
  });

  test("what is no valid value is refused with its problem, and nothing of the gesture is kept", async () => {
    const { id } = await newCase();
    await expect(add(reviewer, id, link, { subkind: "iban", text: "FR00" })).rejects.toMatchObject({
      reason: "observable",
      details: { subkind: "iban", problem: "not_an_iban" },
    });
    expect(await db().observable.count({ where: { caseId: id } })).toBe(0);
  });
});
