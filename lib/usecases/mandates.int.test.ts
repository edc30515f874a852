import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { pointCaps, secondsPerPoint } from "@/lib/domain/case/priority";
import { addCalendarMonths } from "@/lib/domain/notices/tracking";
import { getMandate } from "@/lib/queries/get-mandate";
import { listMandateChoices } from "@/lib/queries/list-mandate-choices";
import { listMandates } from "@/lib/queries/list-mandates";
import { listNotifications } from "@/lib/queries/list-notifications";
import { createActor, createCase, setUp } from "@/lib/testing/factories";
import { caseNow } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { attachMandate } from "./attach-mandate";
import { createMandate } from "./create-mandate";
import { decideCollision } from "./decide-collision";
import { endMandates } from "./end-mandates";
import { renewMandate } from "./renew-mandate";
import { sightMandate } from "./sight-mandate";
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
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

let made = 0;
const make = (actor = first, handle = `authentic_${String(made + 1)}`, isClaimMeant = false) => {
  made += 1;
  const label = `Azur ${String(made)}`;
  return createMandate(actor, { label, authenticUrl: `https://x.com/${handle}`, isClaimMeant });
};
async function verified(handle?: string): Promise<number> {
  const { number } = await make(first, handle);
  await sightMandate(second, { number });
  await sightMandate(third, { number });
  return number;
}
const seen = (number: number) => getMandate(first, number);
const row = (number: number) => db().mandate.findUniqueOrThrow({ where: { number: BigInt(number) } });
const turnTo = async (number: number, expiresAt: Date) =>
  change(setUp, "mandate.sighted", {}, (tx) =>
    tx.mandate.update({ where: { number: BigInt(number) }, data: { expiresAt } }),
  );
const told = async (actor: UserActor) =>
  (await listNotifications(actor, null)).rows.map((one) => ({ kind: one.told?.kind, ...one.told?.params }));

describe("a mandate is verified without papers", () => {
  test("two different reviewers who did not write it down verify it for twelve months", async () => {
    const { number, code } = await make();
    expect(code).toMatch(/^DMQ-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    await expect(sightMandate(first, { number })).rejects.toThrow(/mandate_creator_sights_not/);
    expect(await sightMandate(second, { number })).toEqual({ isVerified: false });
    await expect(sightMandate(second, { number })).rejects.toThrow(/mandate_seen_already/);
    expect((await seen(number)).status).toBe("pending");
    expect(await sightMandate(third, { number })).toEqual({ isVerified: true });
    const mandate = await seen(number);
    expect(mandate).toMatchObject({ status: "verified", code: null });
    expect(mandate.expiresAt).toEqual(addCalendarMonths(mandate.verifiedAt ?? new Date(0), 12));
    expect(mandate.seenBy).toHaveLength(2);
  });

  test("ten simultaneous confirmations by two reviewers leave two sightings and one verification", async () => {
    const { number } = await make();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => sightMandate(index % 2 === 0 ? second : third, { number })),
    );
    const answers = results.flatMap((one) => (one.status === "fulfilled" ? [one.value.isVerified] : []));
    expect(answers.sort()).toEqual([false, true]);
    expect((await seen(number)).seenBy).toHaveLength(2);
  });

  test("its history tells who did what, from the trail", async () => {
    const history = (await seen(await verified())).history.map(({ action, who }) => [action, who]);
    expect(history).toEqual([
      ["mandate.sighted", third.pseudonym],
      ["mandate.sighted", second.pseudonym],
      ["mandate.created", first.pseudonym],
    ]);
  });

  test("volunteers neither make mandates nor read them", async () => {
    await expect(make(volunteer)).rejects.toThrow(/forbidden/);
    await expect(listMandates(volunteer)).rejects.toThrow(/forbidden/);
    await expect(getMandate(volunteer, 1)).rejects.toThrow(/forbidden/);
    await expect(
      decideCollision(first, { id: volunteer.id, decision: "both", reason: "x".repeat(20) }),
    ).rejects.toThrow(/forbidden/);
  });
});

describe("cases under a mandate", () => {
  const rank = BigInt(pointCaps.personWaiting * secondsPerPoint);
  const caseUnder = async (number: number) => {
    const made = await createCase({ reporter: volunteer });
    await attachMandate(first, { ref: { number: made.number }, mandateNumber: number });
    return made;
  };

  test("move up, and come down when it is withdrawn; who looks after them is told", async () => {
    const number = await verified();
    const { id, number: caseNumber } = await createCase({ reporter: volunteer });
    const before = await caseNow(id);
    const attach = () => attachMandate(first, { ref: { number: caseNumber }, mandateNumber: number });
    await attach();
    const during = await caseNow(id);
    expect([during.pointsWaiting, during.version]).toEqual([15, before.version]);
    await withdrawMandate(second, { number, reason: "her_word" });
    const after = await caseNow(id);
    expect(after.pointsWaiting).toBe(0);
    expect(during.queueRank - after.queueRank).toBe(rank);
    await expect(attach()).rejects.toThrow(/mandate_not_valid/);
    const reference = (await seen(number)).reference;
    expect(await told(first)).toContainEqual({ kind: "mandate_withdrawn", mandate: reference, count: 1 });
    expect((await told(second)).some((one) => one.kind === "mandate_withdrawn")).toBe(false);
    await expect(withdrawMandate(first, { number, reason: "desk" })).rejects.toThrow(/mandate_withdrawn_already/);
  });

  test("of an attachment and a withdrawal at once no case keeps the points of somebody who no longer waits", async () => {
    for (let round = 0; round < 5; round++) {
      const number = await verified();
      const cases = await Promise.all(Array.from({ length: 4 }, () => createCase({ reporter: volunteer })));
      const attached = cases.map((one) => attachMandate(first, { ref: { id: one.id }, mandateNumber: number }));
      await Promise.allSettled([...attached, withdrawMandate(second, { number, reason: "desk" })]);
      expect((await row(number)).status).toBe("withdrawn");
      for (const { id } of cases) expect((await caseNow(id)).pointsWaiting).toBe(0);
    }
  });

  test("lose it when it runs out: at once for what rests on it, and the job writes it down and tells once", async () => {
    const number = await verified();
    const { id } = await caseUnder(number);
    await turnTo(number, new Date(Date.now() - 1000));
    expect((await seen(number)).status).toBe("expired");
    expect((await listMandateChoices(first)).map((one) => one.label)).not.toContain((await seen(number)).label);
    const other = await createCase({ reporter: volunteer });
    await expect(attachMandate(first, { ref: { id: other.id }, mandateNumber: number })).rejects.toThrow(/not_valid/);
    const [one, two] = await Promise.all([endMandates(), endMandates()]);
    expect(one + two).toBe(1);
    expect((await row(number)).status).toBe("expired");
    expect((await caseNow(id)).pointsWaiting).toBe(0);
    const reference = (await seen(number)).reference;
    const lines = (await told(second)).filter((line) => line.kind === "mandate_expired");
    expect(lines).toEqual([{ kind: "mandate_expired", mandate: reference, count: 1 }]);
  });

  test("are those of the reader's own lists: one in the safety lane is neither shown nor counted", async () => {
    const number = await verified();
    const [shown, hidden] = [await caseUnder(number), await caseUnder(number)];
    await change(setUp, "case.safeguarded", {}, (tx) =>
      tx.case.update({ where: { id: hidden.id }, data: { state: "safeguarding", version: 2 } }),
    );
    expect((await seen(number)).cases).toEqual({ rows: [{ number: shown.number, state: "open" }], more: 0 });
    expect((await listMandates(first)).mandates.find((one) => one.number === number)?.caseCount).toBe(1);
    await withdrawMandate(second, { number, reason: "desk" });
    expect(await told(first)).toContainEqual({
      kind: "mandate_withdrawn",
      mandate: (await seen(number)).reference,
      count: 1,
    });
  });
});

describe("renewal", () => {
  test("is not open before the last month; then a new code is seen by two again while the mandate stands", async () => {
    const number = await verified();
    await expect(renewMandate(first, { number })).rejects.toThrow(/mandate_not_renewable/);
    const end = new Date(Date.now() + 20 * 86_400_000);
    await turnTo(number, end);
    expect(await endMandates()).toBe(1);
    expect(await endMandates()).toBe(0);
    expect((await told(third)).some((one) => one.kind === "mandate_ends")).toBe(true);
    const { code: before } = await row(number);
    const { code } = await renewMandate(first, { number });
    expect(code).not.toBe(before);
    expect(await seen(number)).toMatchObject({ status: "verified", code, isRenewing: true, seenCount: 0 });
    expect(await sightMandate(second, { number })).toEqual({ isVerified: false });
    expect((await seen(number)).expiresAt).toEqual(end);
    expect(await sightMandate(third, { number })).toEqual({ isVerified: true });
    const after = await seen(number);
    expect(after).toMatchObject({ status: "verified", code: null, isRenewing: false });
    expect(after.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 360 * 86_400_000);
  });

  test("after its end gives the points back to its cases once two have seen the new code", async () => {
    const number = await verified();
    const { id } = await createCase({ reporter: volunteer });
    await attachMandate(first, { ref: { id }, mandateNumber: number });
    await turnTo(number, new Date(Date.now() - 1000));
    await endMandates();
    await renewMandate(second, { number });
    expect((await seen(number)).status).toBe("pending");
    await sightMandate(second, { number });
    expect((await caseNow(id)).pointsWaiting).toBe(0);
    await sightMandate(third, { number });
    expect((await caseNow(id)).pointsWaiting).toBe(pointCaps.personWaiting);
  });

  test("what was withdrawn stays withdrawn, whoever writes to the table", async () => {
    const number = await verified();
    await withdrawMandate(first, { number, reason: "desk" });
    await expect(renewMandate(first, { number })).rejects.toThrow(/mandate_not_renewable/);
    const revive = change(setUp, "mandate.sighted", {}, (tx) =>
      tx.mandate.update({ where: { number: BigInt(number) }, data: { status: "verified" } }),
    );
    await expect(revive).rejects.toThrow(/was withdrawn and stays so/);
  });
});

describe("two mandates that name one account", () => {
  const collide = async (handle: string) => {
    const one = await verified(handle);
    const two = (await make(second, handle.toUpperCase(), true)).number;
    const [collision] = (await seen(one)).collisions;
    return { one, two, id: collision?.id ?? "" };
  };
  const because = "Elle a montré le code en direct.";
  const statuses = async (...numbers: number[]) =>
    Promise.all(numbers.map(async (number) => (await seen(number)).status));

  test("are told apart from a slip: the second is refused until it is said to be meant", async () => {
    const one = await verified("slip_account");
    await expect(make(second, "slip_account")).rejects.toThrow(/mandate_account_claimed/);
    expect(await statuses(one)).toEqual(["verified"]);
  });

  test("two slips at once leave one mandate", async () => {
    const results = await Promise.allSettled([make(first, "twin"), make(second, "twin"), make(third, "twin")]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("freeze each other in one transaction, and nothing is attached or seen under either; everybody concerned is told", async () => {
    const { one, two } = await collide("claimed_twice");
    expect(await statuses(one, two)).toEqual(["frozen", "frozen"]);
    const { id } = await createCase({ reporter: volunteer });
    await expect(attachMandate(first, { ref: { id }, mandateNumber: one })).rejects.toThrow(/not_valid/);
    await expect(sightMandate(third, { number: two })).rejects.toThrow(/mandate_not_pending/);
    await expect(renewMandate(first, { number: one })).rejects.toThrow(/not_renewable/);
    for (const person of [first, second, third, protection])
      expect((await told(person))[0], person.pseudonym).toMatchObject({ kind: "mandates_frozen", over: "account" });
    const thaw = change(setUp, "mandate.sighted", {}, (tx) =>
      tx.mandate.update({
        where: { number: BigInt(one) },
        data: { status: "verified", frozenAt: null, statusBefore: null },
      }),
    );
    await expect(thaw).rejects.toThrow(/frozen until its collisions are decided/);
  });

  test("several claims made at once freeze every one of them", async () => {
    const numbers = (await Promise.all([first, second, third].map((actor) => make(actor, "crowd", true)))).map(
      ({ number }) => number,
    );
    expect(await statuses(...numbers)).toEqual(["frozen", "frozen", "frozen"]);
  });

  test("protection lets one stand: the other is withdrawn for good, and the pair is not decided twice", async () => {
    const { one, two, id } = await collide("one_stands");
    const side = (await seen(one)).collisions[0]?.side ?? "neither";
    await expect(decideCollision(protection, { id, decision: side, reason: "court" })).rejects.toThrow(/reason/);
    const results = await Promise.allSettled([
      decideCollision(protection, { id, decision: side, reason: because }),
      decideCollision(protection, { id, decision: "neither", reason: because }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    if (results[0].status === "fulfilled") expect(await statuses(one, two)).toEqual(["verified", "withdrawn"]);
    else expect(await statuses(one, two)).toEqual(["withdrawn", "withdrawn"]);
    expect((await told(first)).some((line) => line.kind === "mandates_decided")).toBe(true);
  });

  test("both may stand: the pair is not frozen again for the same account", async () => {
    const { one, two, id } = await collide("both_stand");
    await decideCollision(protection, { id, decision: "both", reason: because });
    expect(await statuses(one, two)).toEqual(["verified", "pending"]);
    await sightMandate(first, { number: two });
    await sightMandate(third, { number: two });
    expect(await statuses(one, two)).toEqual(["verified", "verified"]);
  });

  test("one that another collision still holds stays frozen", async () => {
    const { one, two, id } = await collide("held_twice");
    const three = (await make(third, "held_twice", true)).number;
    await decideCollision(protection, { id, decision: "both", reason: because });
    expect(await statuses(one, two, three)).toEqual(["frozen", "frozen", "frozen"]);
    await withdrawMandate(first, { number: three, reason: "desk" });
    expect(await statuses(one, two)).toEqual(["frozen", "frozen"]);
  });

  test("one that ran out claims nothing; renewed, it claims again", async () => {
    const one = await verified("came_back");
    await turnTo(one, new Date(Date.now() - 1000));
    await endMandates();
    const two = await verified("came_back");
    expect(await statuses(one, two)).toEqual(["expired", "verified"]);
    await renewMandate(first, { number: one });
    expect(await statuses(one, two)).toEqual(["frozen", "frozen"]);
  });

  test("two labels that nobody tells apart are one", async () => {
    await createMandate(first, { label: "Été bleu", authenticUrl: "https://x.com/label_one" });
    const again = createMandate(first, { label: "  ETE  BLEU ", authenticUrl: "https://x.com/label_two" });
    await expect(again).rejects.toThrow(/mandate_label_taken/);
  });
});
