import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { type BankEntry, type Consent, declarations } from "@/lib/domain/bank";
import { provideEnvironment } from "@/lib/env";
import { getBankMatches } from "@/lib/queries/get-bank-matches";
import { getMandate } from "@/lib/queries/get-mandate";
import { listNotifications } from "@/lib/queries/list-notifications";
import { createActor, createCase, setUp } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { allowIntimateBanks } from "./allow-intimate-banks";
import { answerBankMatch } from "./answer-bank-match";
import { consentBeside, consentByCode } from "./consent-to-bank";
import { createMandate } from "./create-mandate";
import { decideCollision } from "./decide-collision";
import { openByCode } from "./enter-bank";
import { eraseAgain } from "./erase-again";
import { fillBeside, fillByCode } from "./fill-bank";
import { matchBanks } from "./match-banks";
import { makeBankCode } from "./open-bank";
import { sealTrail } from "./seal-trail";
import { sightMandate } from "./sight-mandate";
import { verifyTrail } from "./verify-trail";
import { withdrawBank, withdrawByCode } from "./withdraw-bank";
import { withdrawMandate } from "./withdraw-mandate";

let database: TestDatabase;
let first: UserActor;
let second: UserActor;
let third: UserActor;
let protection: UserActor;
let volunteer: UserActor;
let admin: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  // The verifier reads past the client.
  provideEnvironment({ DATABASE_URL: database.appUrl });
  [first, second, third, protection, volunteer, admin] = await Promise.all([
    createActor("reviewer"),
    createActor("reviewer"),
    createActor("reviewer"),
    createActor("protection"),
    createActor("volunteer"),
    createActor("admin"),
  ]);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const hash = () => randomBytes(32).toString("hex");
const entry = (pdq = hash()): BankEntry => ({
  pdq,
  quality: 90,
  orientations: [pdq, ...Array.from({ length: 7 }, hash)],
});
const flip = (pdq: string, bits: number): string => {
  const bytes = Buffer.from(pdq, "hex");
  for (let at = 0; at < bits; at++) {
    const bit = (at * 37) % 256;
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  }
  return bytes.toString("hex");
};
const consent: Consent = { version: declarations.plain, contactWish: "mailbox", areAdults: true, hasRights: true };
const from = (code: string, networkAddress = randomBytes(4).toString("hex")) => ({
  code,
  networkAddress,
  requestId: "test",
});
const owner = <Row extends object>(sql: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, async (client) => (await client.query<Row>(sql, values)).rows);

let made = 0;
async function mandate(isSeen = true): Promise<{ number: number; id: string }> {
  made += 1;
  const label = `Banque ${String(made)}`;
  const { number } = await createMandate(first, { label, authenticUrl: `https://x.com/bank_${String(made)}` });
  if (isSeen) await seen(number);
  const { id } = await db().mandate.findUniqueOrThrow({ where: { number: BigInt(number) } });
  return { number, id };
}
async function seen(number: number): Promise<void> {
  await sightMandate(second, { number });
  await sightMandate(third, { number });
}
async function filled(number: number, ...entries: BankEntry[]): Promise<string> {
  const { withdrawalCode } = await consentBeside(first, { number, consent });
  if (entries.length > 0) await fillBeside(first, { number, entries });
  return withdrawalCode;
}
/** A picture on a case, as whoever looks at it leaves it: the turned ones with it. */
async function picture(caseId: string, pdq: string, turned: string[] = []): Promise<void> {
  await change(first, "case.completed", { caseId }, async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO fingerprint (case_id, kind, hash, turned, quality)
      VALUES (${caseId}::uuid, 'profile_picture', ('x' || ${pdq})::bit(256),
        ARRAY(SELECT ('x' || one)::bit(256) FROM unnest(${turned}::text[]) AS one), 90) RETURNING id`;
    await tx.$queryRaw`SELECT match_fingerprint(${row?.id ?? ""}::uuid)`;
  });
}
const matchesOf = (caseId: string) =>
  owner<{ distance: number; state: string }>(
    "SELECT distance, state FROM fingerprint_match WHERE case_id = $1 AND bank_id IS NOT NULL",
    [caseId],
  );
const bankMatches = async (actor: UserActor) =>
  (await listNotifications(actor, null)).rows.flatMap(({ told }) =>
    told?.kind === "bank_matched" ? [told.params] : [],
  );

describe("what is left in a bank", () => {
  test("needs the declaration first, in the words that hold now", async () => {
    const { number } = await mandate();
    await expect(fillBeside(first, { number, entries: [entry()] })).rejects.toThrow(/bank_consent_needed/);
    const wider = { ...consent, version: declarations.intimate };
    await expect(consentBeside(first, { number, consent: wider })).rejects.toThrow(/bank_consent_version/);
    await consentBeside(first, { number, consent });
    const bank = (await getMandate(first, number)).bank;
    expect(bank).toMatchObject({ consentVersion: declarations.plain, consentedThrough: "reviewer", entryCount: 0 });
    await expect(consentBeside(first, { number, consent })).rejects.toThrow(/bank_consented_already/);
  });

  test("is kept once, however often and from wherever it is sent", async () => {
    const { number } = await mandate();
    await filled(number);
    const entries = Array.from({ length: 40 }, () => entry());
    const answers = await Promise.all([1, 2, 3, 4].map(() => fillBeside(first, { number, entries })));
    expect(answers.reduce((sum, { taken }) => sum + taken, 0)).toBe(40);
    expect((await getMandate(first, number)).bank?.entryCount).toBe(40);
    expect(await fillBeside(second, { number, entries: [...entries.slice(0, 5), entry()] })).toMatchObject({
      taken: 1,
      known: 5,
      total: 41,
    });
  });

  test("is for reviewers and for whoever holds the code; nobody else opens, fills or withdraws", async () => {
    const { number } = await mandate();
    for (const actor of [volunteer, admin, protection]) {
      await expect(makeBankCode(actor, { number })).rejects.toThrow(/forbidden/);
      await expect(fillBeside(actor, { number, entries: [entry()] })).rejects.toThrow(/forbidden/);
    }
    await expect(withdrawBank(volunteer, { number })).rejects.toThrow(/forbidden/);
  });

  test("of intimate pictures is taken only where an administrator switched that on with a factor and legal advice", async () => {
    const on = { isAllowed: true, isAdviceTaken: true };
    await expect(allowIntimateBanks(first, on)).rejects.toThrow(/forbidden/);
    await expect(allowIntimateBanks(admin, { ...on, isAdviceTaken: false })).rejects.toThrow(/advice_needed/);
    const stale = { ...admin, session: { id: admin.session?.id ?? "", confirmedAt: new Date(0) } };
    await expect(allowIntimateBanks(stale, on)).rejects.toThrow(/step_up_needed/);
    await allowIntimateBanks(admin, on);
    const { number } = await mandate();
    await consentBeside(first, { number, consent: { ...consent, version: declarations.intimate } });
    expect(await fillBeside(first, { number, entries: [entry()] })).toMatchObject({ taken: 1 });
    await allowIntimateBanks(admin, { isAllowed: false, isAdviceTaken: false });
    await expect(fillBeside(first, { number, entries: [entry()] })).rejects.toThrow(/bank_consent_version/);
    const told = await owner<{ reason: string }>(
      "SELECT reason FROM audit_entry WHERE subject_id = 'bank_intimate_allowed' AND reason IS NOT NULL",
    );
    expect(told).toEqual([{ reason: "legal_advice_taken" }]);
  });
});

describe("the code that is handed to her", () => {
  test("opens her bank without an account, as it is typed, and says nothing of who she is", async () => {
    const { number } = await mandate(false);
    const { code } = await makeBankCode(first, { number });
    expect(code).toMatch(/^([A-Z2-9]{4}-){4}[A-Z2-9]{4}$/);
    const opened = await openByCode(from(code.toLowerCase().replaceAll("-", " ")));
    expect(Object.keys(opened).sort()).toEqual([
      "contactWish",
      "declaration",
      "entryCount",
      "hasConsented",
      "isIntimateAllowed",
    ]);
    const { withdrawalCode } = await consentByCode({ ...from(code), consent });
    expect(await fillByCode({ ...from(code), entries: [entry(), entry()] })).toMatchObject({ taken: 2, total: 2 });
    expect((await getMandate(first, number)).bank).toMatchObject({ consentedThrough: "person", entryCount: 2 });
    const kept = JSON.stringify(await owner("SELECT * FROM bank"));
    for (const secret of [code, withdrawalCode]) expect(kept).not.toContain(secret.replaceAll("-", ""));
    const actors = await owner<{ actor: string }>("SELECT DISTINCT actor FROM audit_entry WHERE actor LIKE 'public:%'");
    expect(actors.length).toBeGreaterThan(0);
  });

  test("answers one way for what never was, what was replaced, what ran out and what was withdrawn", async () => {
    const { number, id } = await mandate();
    const { code: replaced } = await makeBankCode(first, { number });
    const { code: expired } = await makeBankCode(first, { number });
    await change(setUp, "bank.link_made", {}, (tx) =>
      tx.bank.updateMany({ where: { mandateId: id }, data: { linkExpiresAt: new Date(Date.now() - 1000) } }),
    );
    const other = await mandate();
    const { code: withdrawn } = await makeBankCode(first, { number: other.number });
    await withdrawBank(first, { number: other.number });
    const answers = await Promise.allSettled(
      [replaced, expired, withdrawn, "AAAA-AAAA-AAAA-AAAA-AAAA", "?"].map((code) => openByCode(from(code))),
    );
    const reasons = answers.map((one) => (one.status === "rejected" ? String(one.reason) : "opened"));
    expect(new Set(reasons)).toEqual(new Set(["DomainError: forbidden: bank_code"]));
  });

  test("is not guessed: tries from one place are slowed, right ones are not counted", async () => {
    const { number } = await mandate();
    const { code } = await makeBankCode(first, { number });
    for (let at = 0; at < 30; at++) await openByCode(from(code, "home"));
    const wrong = () => openByCode(from("AAAA-AAAA-AAAA-AAAA-AAAA", "elsewhere"));
    const answers = await Promise.allSettled(Array.from({ length: 30 }, wrong));
    const limited = answers.filter((one) => one.status === "rejected" && String(one.reason).includes("limited"));
    expect(limited).toHaveLength(10);
  });
});

describe("the comparison with cases", () => {
  let known: string;
  let caseId: string;
  let number: number;
  let caseNumber: number;
  beforeEach(async () => {
    await matchBanks();
    known = hash();
    const made = await createCase({ reporter: volunteer });
    ({ id: caseId, number: caseNumber } = made);
    ({ number } = await mandate(false));
  });

  test("does not take place before the mandate is verified; then what waited is compared", async () => {
    await filled(number, entry(flip(known, 12)), entry());
    await picture(caseId, known);
    expect(await matchBanks()).toBe(0);
    expect(await matchesOf(caseId)).toEqual([]);
    expect((await getMandate(first, number)).bank?.waitingCount).toBe(2);
    await seen(number);
    expect(await matchBanks()).toBe(2);
    expect(await matchesOf(caseId)).toEqual([{ distance: 12, state: "suggested" }]);
    expect((await getMandate(first, number)).bank?.waitingCount).toBe(0);
  });

  test("raises her card where a new case shows a picture of hers, turned or not, and tells reviewers only", async () => {
    await seen(number);
    const mirrored = hash();
    await filled(number, entry(known));
    await matchBanks();
    await picture(caseId, mirrored, [flip(known, 31), ...Array.from({ length: 6 }, hash)]);
    expect(await matchesOf(caseId)).toEqual([{ distance: 31, state: "suggested" }]);
    const reference = (await getMandate(first, number)).reference;
    for (const reviewer of [first, second, third])
      expect(await bankMatches(reviewer)).toContainEqual({ case: caseNumber, mandate: reference });
    for (const other of [volunteer, admin, protection]) expect(await bankMatches(other)).toEqual([]);
  });

  test("is answered once by a reviewer, shown to reviewers alone, and gone while the mandate is frozen", async () => {
    await seen(number);
    await filled(number, entry(known));
    await matchBanks();
    await picture(caseId, known);
    const [card] = await getBankMatches(first, caseNumber);
    expect(card).toMatchObject({ mandate: number, contactWish: "mailbox", distance: 0, state: "suggested" });
    expect(await getBankMatches(volunteer, caseNumber)).toEqual([]);
    const say = (actor: UserActor, isSame: boolean) =>
      answerBankMatch(actor, { caseNumber, matchId: card?.id ?? "", isSame });
    await expect(say(volunteer, true)).rejects.toThrow(/forbidden|not_found/);
    const answers = await Promise.allSettled([say(first, false), say(second, false), say(third, false)]);
    expect(answers.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await getBankMatches(first, caseNumber)).toMatchObject([{ state: "refused" }]);
    // The same picture again raises nothing that was refused.
    await picture(caseId, flip(known, 1));
    expect(await getBankMatches(first, caseNumber)).toMatchObject([{ state: "refused" }]);
    const { authenticUrl } = await getMandate(first, number);
    await createMandate(second, { label: `Double ${known}`.slice(0, 60), authenticUrl, isClaimMeant: true });
    expect(await getBankMatches(first, caseNumber)).toEqual([]);
  });

  test("finds 31 bits and not 32", async () => {
    await seen(number);
    await filled(number, entry(known));
    await matchBanks();
    await picture(caseId, flip(known, 32));
    expect(await matchesOf(caseId)).toEqual([]);
    await picture(caseId, flip(known, 31));
    expect(await matchesOf(caseId)).toHaveLength(1);
  });

  test("leaves out a case in the safety lane, and hides the match of one that goes into it", async () => {
    await seen(number);
    await picture(caseId, known);
    const lane = async (state: string, version: number) =>
      change(setUp, "case.safeguarded", {}, (tx) =>
        tx.case.update({ where: { id: caseId }, data: { state, version } }),
      );
    await lane("safeguarding", 2);
    await filled(number, entry(known));
    await matchBanks();
    expect(await matchesOf(caseId)).toEqual([]);
    expect((await bankMatches(first)).some((one) => one.case === caseNumber)).toBe(false);
  });

  test("a frozen mandate's bank takes nothing and is not compared, whoever read it before", async () => {
    await seen(number);
    await filled(number, entry(known));
    await matchBanks();
    const { authenticUrl } = await getMandate(first, number);
    const freeze = createMandate(second, { label: `Autre ${known}`.slice(0, 60), authenticUrl, isClaimMeant: true });
    const found = picture(caseId, known);
    await Promise.all([freeze, found]);
    await expect(fillBeside(first, { number, entries: [entry()] })).rejects.toThrow(/mandate_frozen/);
    const later = await createCase({ reporter: volunteer });
    await picture(later.id, known);
    expect(await matchesOf(later.id)).toEqual([]);
    const [collision] = (await getMandate(protection, number)).collisions;
    const decision = collision?.side ?? "neither";
    await decideCollision(protection, { id: collision?.id ?? "", decision, reason: "Vue en direct par deux." });
    await matchBanks();
    expect(await matchesOf(later.id)).toHaveLength(1);
  });
});

describe("two banks with one picture", () => {
  const shared = async () => {
    const pdq = hash();
    const [one, two] = [await mandate(), await mandate()];
    await filled(one.number, entry(pdq), entry());
    await filled(two.number, entry(), entry(flip(pdq, 20)));
    return { one, two, pdq };
  };
  const status = async ({ number }: { number: number }) => (await getMandate(first, number)).status;

  test("freeze both mandates in one transaction, and no case is compared with either", async () => {
    const { one, two, pdq } = await shared();
    await Promise.all([matchBanks(), matchBanks(), matchBanks()]);
    expect([await status(one), await status(two)]).toEqual(["frozen", "frozen"]);
    expect((await getMandate(first, one.number)).collisions).toMatchObject([{ kind: "image", number: two.number }]);
    const { id } = await createCase({ reporter: volunteer });
    await picture(id, pdq);
    expect(await matchesOf(id)).toEqual([]);
  });

  test("may both stand where protection says so: two people in one picture are compared and not frozen again", async () => {
    const { one, two, pdq } = await shared();
    await matchBanks();
    const [collision] = (await getMandate(first, one.number)).collisions;
    await decideCollision(protection, {
      id: collision?.id ?? "",
      decision: "both",
      reason: "Deux personnes sur l’image.",
    });
    await matchBanks();
    expect([await status(one), await status(two)]).toEqual(["verified", "verified"]);
    const { id } = await createCase({ reporter: volunteer });
    await picture(id, pdq);
    expect(await matchesOf(id)).toHaveLength(2);
  });

  test("a bank poisoned with her pictures under a mandate that nobody verified does nothing to hers", async () => {
    const pdq = hash();
    const [hers, poisoned] = [await mandate(), await mandate(false)];
    await filled(hers.number, entry(pdq));
    await filled(poisoned.number, entry(pdq));
    await matchBanks();
    expect([await status(hers), await status(poisoned)]).toEqual(["verified", "pending"]);
    await seen(poisoned.number);
    await matchBanks();
    expect([await status(hers), await status(poisoned)]).toEqual(["frozen", "frozen"]);
  });
});

describe("taking it back", () => {
  test("erases everything of the bank at once: fingerprints, matches, codes, and what the trail held of them", async () => {
    const { number, id: mandateId } = await mandate();
    const pdq = hash();
    const withdrawalCode = await filled(number, entry(pdq), entry());
    const { code } = await makeBankCode(first, { number });
    const { id: caseId } = await createCase({ reporter: volunteer });
    await picture(caseId, pdq);
    await matchBanks();
    expect(await matchesOf(caseId)).toHaveLength(1);
    expect(await withdrawByCode(from(withdrawalCode.toLowerCase()))).toEqual({ erased: 2 });
    const [bank] = await owner<{ id: string; entry_count: number; consent_version: string; withdrawn_at: Date }>(
      "SELECT * FROM bank WHERE mandate_id = $1",
      [mandateId],
    );
    expect(bank).toMatchObject({ entry_count: 0, consent_version: declarations.plain, link_code_hash: null });
    const left = await owner<{ left: number }>(
      `SELECT (SELECT count(*) FROM fingerprint WHERE bank_id = $1)::int + (SELECT count(*) FROM fingerprint_match WHERE bank_id = $1)::int
         + (SELECT count(*) FROM bank_queue WHERE bank_id = $1)::int + (SELECT count(*) FROM audit_entry WHERE unit_id = $1)::int
         + (SELECT count(*) FROM commitment_secret WHERE unit_id = $1)::int AS left`,
      [bank?.id],
    );
    expect(left).toEqual([{ left: 0 }]);
    await expect(openByCode(from(code))).rejects.toThrow(/bank_code/);
    await expect(withdrawByCode(from(withdrawalCode))).rejects.toThrow(/bank_withdrawal_code/);
    await expect(withdrawByCode(from("AAAA-AAAA"))).rejects.toThrow(/bank_withdrawal_code/);
    expect((await getMandate(first, number)).status).toBe("verified");
    expect((await listNotifications(first, null)).rows[0]?.told?.kind).toBe("bank_erased");
    await sealTrail();
    const { problems } = await verifyTrail({ isDeep: true });
    expect(problems).toEqual([]);
  });

  test("comes with the end of the mandate", async () => {
    const { number, id } = await mandate();
    await filled(number, entry());
    await withdrawMandate(first, { number, reason: "her_word" });
    const rows = await owner("SELECT 1 FROM fingerprint f JOIN bank b ON b.id = f.bank_id WHERE b.mandate_id = $1", [
      id,
    ]);
    expect(rows).toEqual([]);
    await expect(makeBankCode(first, { number })).rejects.toThrow(/bank_closed/);
  });

  test("while it is being filled and compared leaves nothing of it, whichever comes first", async () => {
    for (let round = 0; round < 4; round++) {
      const { number, id } = await mandate();
      const pdq = hash();
      const code = await filled(number, entry(pdq));
      const { id: caseId } = await createCase({ reporter: volunteer });
      await Promise.allSettled([
        fillBeside(first, { number, entries: [entry(), entry()] }),
        matchBanks(),
        picture(caseId, flip(pdq, 3)),
        withdrawByCode(from(code)),
        fillBeside(second, { number, entries: [entry()] }),
      ]);
      const bank = await db().bank.findFirst({ where: { mandateId: id } });
      if (bank?.withdrawnAt === null) await withdrawByCode(from(code));
      const rows = await owner("SELECT 1 FROM fingerprint f JOIN bank b ON b.id = f.bank_id WHERE b.mandate_id = $1", [
        id,
      ]);
      expect(rows).toEqual([]);
      expect(await matchesOf(caseId)).toEqual([]);
    }
  });

  test("is done once more where an older backup brought it back", async () => {
    const { number, id } = await mandate();
    await filled(number, entry());
    const bank = await db().bank.findFirstOrThrow({ where: { mandateId: id } });
    expect(await eraseAgain(setUp, [bank.id])).toBe(1);
    expect((await db().bank.findFirstOrThrow({ where: { mandateId: id } })).withdrawnAt).not.toBeNull();
    expect(await eraseAgain(setUp, [bank.id])).toBe(0);
  });
});
