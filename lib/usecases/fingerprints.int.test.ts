import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { withClient } from "@/lib/cli/postgres/embedded";
import type { UserActor } from "@/lib/domain/access/actor";
import type { FingerprintInput } from "@/lib/domain/fingerprints/fingerprint-input";
import { provideEnvironment } from "@/lib/env";
import { getFingerprints } from "@/lib/queries/get-fingerprints";
import { createActor, createCase } from "@/lib/testing/factories";
import { endOf } from "@/lib/testing/review-desk";
import { report } from "@/lib/testing/intake-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { addFingerprint } from "./add-fingerprint";
import { attachMandate } from "./attach-mandate";
import { confirmMatch } from "./confirm-match";
import { createMandate } from "./create-mandate";
import { eraseCase } from "./erase-case";
import { decideLaneExit, proposeLaneExit } from "./leave-lane";
import { refuseMatch } from "./refuse-match";
import { removeFingerprint } from "./remove-fingerprint";
import { safeguardCase } from "./safeguard-case";
import { sealTrail } from "./seal-trail";
import { sightMandate } from "./sight-mandate";
import { verifyTrail } from "./verify-trail";
import { withdrawMandate } from "./withdraw-mandate";

let database: TestDatabase;
let reviewer: UserActor;
let other: UserActor;
let volunteer: UserActor;
let protection: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  provideEnvironment({ DATABASE_URL: database.appUrl });
  [reviewer, other, volunteer, protection] = await Promise.all([
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
beforeEach(async () => {
  await withClient(database.ownerUrl, (client) =>
    client.query(`DELETE FROM fingerprint; DELETE FROM fingerprint_match`),
  );
});

/** Eight orientations with nothing in common; `seed` names the picture. */
const turns = (seed: number): string[] =>
  Array.from({ length: 8 }, (_, turn) =>
    Array.from({ length: 64 }, (_each, digit) =>
      Math.abs(Math.trunc(Math.sin(seed * 97 + turn * 31 + digit * 7) * 1e6) % 16).toString(16),
    ).join(""),
  );
const picture = (seed: number, given: Partial<FingerprintInput> = {}): FingerprintInput => ({
  kind: "profile_picture",
  pdq: turns(seed)[0] ?? "",
  quality: 90,
  orientations: turns(seed),
  ...given,
});
const flipped = (hash: string, bits: number): string => {
  const digits = [...hash].map((digit) => Number.parseInt(digit, 16));
  for (let bit = 0; bit < bits; bit++) digits[bit * 2] = (digits[bit * 2] ?? 0) ^ 1;
  return digits.map((digit) => digit.toString(16)).join("");
};

const newCase = (actor = volunteer) => createCase({ reporter: actor });
const add = (caseId: string, fingerprint: FingerprintInput, actor = reviewer) =>
  addFingerprint(actor, { ref: { id: caseId }, ageAnswer: "no", fingerprint });
const seenOn = async (caseId: string, actor = reviewer) =>
  (await getFingerprints(actor, { id: caseId }))?.matches ?? [];
async function twoCases(seed: number) {
  const [a, b] = [await newCase(), await newCase()];
  await add(a.id, picture(seed));
  await add(b.id, picture(seed));
  return { a, b };
}
const asOwner = (sql: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, async (client) => (await client.query(sql, values)).rows as Record<string, unknown>[]);

describe("a picture's fingerprint on a case", () => {
  it("raises a match on both cases, up to 31 bits apart and no further", async () => {
    const [a, b, c] = [await newCase(), await newCase(), await newCase()];
    await add(a.id, picture(1));
    const near = flipped(turns(1)[0] ?? "", 31);
    await add(b.id, picture(2, { pdq: near, orientations: [near, ...turns(2).slice(1)] }));
    const far = flipped(turns(1)[0] ?? "", 32);
    await add(c.id, picture(3, { pdq: far, orientations: [far, ...turns(3).slice(1)] }));
    expect(await seenOn(a.id)).toMatchObject([
      { caseNumber: b.number, distance: 31, state: "suggested", turn: "same" },
    ]);
    expect((await seenOn(b.id)).map(({ caseNumber }) => caseNumber).sort()).toEqual([a.number, c.number].sort());
    expect((await seenOn(c.id)).map(({ caseNumber }) => caseNumber)).toEqual([b.number]);
  });

  it("finds the mirrored picture whichever of the two came first, and says so", async () => {
    for (const seed of [4, 5]) {
      const [a, b] = [await newCase(), await newCase()];
      const mirrored = picture(seed + 100, { pdq: turns(seed)[2] ?? "" });
      const withOwnEight = {
        ...mirrored,
        orientations: [mirrored.pdq, turns(7)[0] ?? "", turns(seed)[0] ?? "", ...turns(8).slice(3)],
      };
      const order = seed === 4 ? [picture(seed), withOwnEight] : [withOwnEight, picture(seed)];
      await add(a.id, order[0] ?? picture(0));
      await add(b.id, order[1] ?? picture(0));
      expect(await seenOn(b.id)).toMatchObject([{ caseNumber: a.number, distance: 0, turn: "mirrored" }]);
    }
  });

  it("of a quality below 50 is kept and matches nothing", async () => {
    const [a, b] = [await newCase(), await newCase()];
    await add(a.id, picture(10, { quality: 49 }));
    await add(b.id, picture(10));
    expect(await seenOn(b.id)).toEqual([]);
    expect((await getFingerprints(reviewer, { id: a.id }))?.kept).toMatchObject([{ quality: 49, isCompared: false }]);
  });

  it("is added once: the same picture again changes nothing", async () => {
    const a = await newCase();
    expect(await add(a.id, picture(11))).toMatchObject({ isNew: true });
    expect(await add(a.id, picture(11))).toMatchObject({ isNew: false });
    expect((await getFingerprints(reviewer, { id: a.id }))?.kept).toHaveLength(1);
  });

  it("of two added at once, one finds the other, every time", async () => {
    for (let seed = 20; seed < 28; seed++) {
      const [a, b] = [await newCase(), await newCase()];
      await Promise.all([add(a.id, picture(seed)), add(b.id, picture(seed), other)]);
      expect((await seenOn(a.id)).map(({ caseNumber }) => caseNumber)).toEqual([b.number]);
    }
  });

  it("needs a clear no to the question about age, and a verified mandate for any image that is not public", async () => {
    const a = await newCase();
    for (const ageAnswer of ["yes", "unsure"] as const)
      expect(await endOf(addFingerprint(reviewer, { ref: a, ageAnswer, fingerprint: picture(30) }))).toBe(
        "invalid_input:age_answer_needed",
      );
    const image = picture(31, { kind: "mandated_image" });
    expect(await endOf(add(a.id, image))).toBe("forbidden:fingerprint_needs_mandate");
    const { number } = await createMandate(reviewer, {
      label: "Rose",
      authenticUrl: "https://x.com/rose_vraie",
      isClaimMeant: false,
    });
    const third = await createActor("reviewer");
    await sightMandate(other, { number });
    await sightMandate(third, { number });
    await attachMandate(reviewer, { ref: a, mandateNumber: number });
    expect(await endOf(add(a.id, image))).toBe("done");
    await withdrawMandate(protection, { number, reason: "desk" });
    expect(await endOf(add(a.id, picture(32, { kind: "mandated_image" })))).toBe("forbidden:fingerprint_needs_mandate");
    expect(await endOf(add(a.id, picture(33, { kind: "banner" })))).toBe("done");
  });

  it("is for reviewers and for volunteers on what they logged; matches are told to reviewers alone", async () => {
    const { a, b } = await twoCases(40);
    expect(await endOf(add(a.id, picture(41), volunteer))).toBe("done");
    const stranger = await createActor("volunteer");
    expect(await endOf(add(a.id, picture(42), stranger))).toBe("not_found:case");
    expect(await getFingerprints(volunteer, { id: a.id })).toMatchObject({ matches: null, kept: [{ quality: 90 }] });
    expect(await getFingerprints(protection, { id: a.id })).toBeNull();
    const [match] = await seenOn(a.id);
    const answer = { ref: a, matchId: match?.id ?? "", seen: "suggested" } as const;
    for (const nobody of [volunteer, stranger])
      expect(await endOf(confirmMatch(nobody, answer))).toMatch(/forbidden|not_found/);
    expect(await endOf(confirmMatch(reviewer, { ...answer, ref: await newCase() }))).toBe("not_found:match");
    expect(await seenOn(b.id)).toMatchObject([{ state: "suggested" }]);
  });

  it("removed takes its suggestions with it; a volunteer removes only their own", async () => {
    const { a, b } = await twoCases(50);
    await add(a.id, picture(51), volunteer);
    const kept = (await getFingerprints(reviewer, { id: a.id }))?.kept ?? [];
    const [first, second] = kept;
    expect(await endOf(removeFingerprint(volunteer, { ref: a, fingerprintId: first?.id ?? "" }))).toBe(
      "not_found:fingerprint",
    );
    expect(await endOf(removeFingerprint(volunteer, { ref: a, fingerprintId: second?.id ?? "" }))).toBe("done");
    expect(await endOf(removeFingerprint(reviewer, { ref: b, fingerprintId: first?.id ?? "" }))).toBe(
      "not_found:fingerprint",
    );
    expect(await endOf(removeFingerprint(reviewer, { ref: a, fingerprintId: first?.id ?? "" }))).toBe("done");
    expect(await seenOn(b.id)).toEqual([]);
  });
});

describe("what was said of a match", () => {
  it("stays: the same two pictures are not raised again, another one is", async () => {
    const { a, b } = await twoCases(60);
    const [match] = await seenOn(a.id);
    await refuseMatch(reviewer, { ref: b, matchId: match?.id ?? "", seen: "suggested" });
    const [kept] = (await getFingerprints(reviewer, { id: a.id }))?.kept ?? [];
    await removeFingerprint(reviewer, { ref: a, fingerprintId: kept?.id ?? "" });
    await add(a.id, picture(60));
    await add(a.id, picture(60, { kind: "banner" }));
    const near = flipped(turns(60)[0] ?? "", 3);
    await add(a.id, picture(61, { pdq: near, orientations: [near, ...turns(60).slice(1)] }));
    expect((await seenOn(a.id)).map(({ state }) => state)).toEqual(["refused"]);
    await add(a.id, picture(62));
    await add(b.id, picture(62));
    expect((await seenOn(a.id)).map(({ state }) => state)).toEqual(["suggested", "refused"]);
  });

  it("ties the cases once, is answered by one of two who answer at once, and may be taken back", async () => {
    const { a, b } = await twoCases(70);
    const [match] = await seenOn(a.id);
    const answer = { ref: a, matchId: match?.id ?? "", seen: "suggested" } as const;
    const ends = await Promise.all([
      endOf(confirmMatch(reviewer, answer)),
      endOf(refuseMatch(other, { ...answer, ref: b })),
    ]);
    expect(ends.sort()).toEqual(["conflict:match_changed", "done"]);
    const [now] = await seenOn(b.id);
    const opposite = now?.state === "confirmed" ? refuseMatch : confirmMatch;
    await opposite(other, { ref: b, matchId: now?.id ?? "", seen: now?.state ?? "suggested" });
    const [after] = await seenOn(a.id);
    expect([now?.state, after?.state].sort()).toEqual(["confirmed", "refused"]);
  });
});

describe("fingerprints follow their case", () => {
  const hidden = async (id: string) => ({
    readable: await db().fingerprint.count({ where: { caseId: id } }),
    matches: await db().fingerprintMatch.count({ where: { OR: [{ caseId: id }, { otherCaseId: id }] } }),
    locked: Number((await asOwner(`SELECT count(*) FROM locked_fingerprint WHERE case_id = $1`, [id]))[0]?.["count"]),
  });

  it("into the lane, where the application reads, matches and counts nothing of them; and out of it, compared with what came meanwhile", async () => {
    const { a, b } = await twoCases(80);
    await safeguardCase(reviewer, { ref: a });
    expect(await hidden(a.id)).toEqual({ readable: 0, matches: 0, locked: 1 });
    expect(await seenOn(b.id)).toEqual([]);
    const c = await newCase();
    await add(c.id, picture(80));
    expect((await seenOn(c.id)).map(({ caseNumber }) => caseNumber)).toEqual([b.number]);
    expect(await endOf(add(a.id, picture(81)))).toBe("not_found:case");
    await expect(
      withClient(database.appUrl, (client) => client.query("SELECT 1 FROM locked_fingerprint")),
    ).rejects.toThrow(/permission/);

    const [one, two] = [await createActor("safeguarding"), await createActor("safeguarding")];
    await proposeLaneExit(one, { ref: a, reason: "adult_established" });
    await decideLaneExit(two, { ref: a, decision: "confirmed" });
    expect(await hidden(a.id)).toMatchObject({ readable: 1, locked: 0 });
    expect((await seenOn(a.id)).map(({ caseNumber }) => caseNumber).sort()).toEqual([b.number, c.number].sort());
  });

  it("away for good when they are purged or the case is erased, and the trail stays whole", async () => {
    const { a, b } = await twoCases(90);
    const c = await newCase();
    await add(c.id, picture(90));
    await safeguardCase(reviewer, { ref: a });
    await asOwner(`UPDATE "case" SET evidence_purged_at = now() WHERE id = $1`, [a.id]);
    expect(await hidden(a.id)).toEqual({ readable: 0, matches: 0, locked: 0 });
    expect(Number((await asOwner(`SELECT count(*) FROM locked_fingerprint_match`))[0]?.["count"])).toBe(0);

    await sealTrail();
    const { version } = await db().case.findUniqueOrThrow({ where: { id: b.id } });
    await eraseCase(protection, { ref: b, expectedVersion: version, reason: "request_of_the_person" });
    expect(await hidden(b.id)).toEqual({ readable: 0, matches: 0, locked: 0 });
    expect(await seenOn(c.id)).toEqual([]);
    await sealTrail();
    expect((await verifyTrail({ isDeep: true })).problems).toEqual([]);
  });

  it("never a hash in the trail's readable entries", async () => {
    await twoCases(95);
    const rows = await asOwner(`SELECT changes::text AS text FROM audit_entry WHERE subject_table LIKE 'fingerprint%'`);
    const bits = BigInt(`0x${turns(95)[0] ?? "0"}`)
      .toString(2)
      .padStart(256, "0");
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ text }) => String(text).includes(bits) || String(text).includes(turns(95)[0] ?? ""))).toEqual(
      [],
    );
  });
});

describe("fingerprints that come with a report", () => {
  it("are kept with its case where the age is no, and matched there and then", async () => {
    const first = await report(volunteer, "with_picture_1", { fingerprints: [picture(110)] });
    const second = await report(volunteer, "with_picture_2", {
      fingerprints: [picture(110), picture(111, { kind: "banner" })],
    });
    expect((await seenOn(second.caseId)).map(({ caseNumber }) => caseNumber)).toEqual([first.caseNumber]);
    const joined = await report(other, "with_picture_1", { fingerprints: [picture(112)] });
    expect(joined.kind).toBe("joined");
    expect((await getFingerprints(reviewer, { id: first.caseId }))?.kept).toHaveLength(2);
  });

  it("are not kept where the age is in doubt: the report is taken, nothing of a picture is", async () => {
    for (const ageAnswer of ["yes", "unsure"] as const) {
      const taken = await report(volunteer, `in_doubt_${ageAnswer}`, {
        fingerprints: [picture(120)],
        answers: { ageAnswer },
      });
      expect(taken.isInLane).toBe(true);
      expect(
        await asOwner(
          `SELECT 1 FROM fingerprint WHERE case_id = $1 UNION ALL SELECT 1 FROM locked_fingerprint WHERE case_id = $1`,
          [taken.caseId],
        ),
      ).toEqual([]);
    }
  });
});
