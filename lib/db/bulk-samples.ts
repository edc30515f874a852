import "server-only";
import { createHash } from "node:crypto";
import type { Actor } from "@/lib/domain/access/actor";
import { tracks } from "@/lib/domain/case/vocabulary";
import type { SampleCase } from "@/lib/domain/sample/bulk-cases";
import { change } from "./change";
import type { Tx } from "./client";

export interface SamplePerson {
  id: string;
  pseudonym: string;
}

/** The invented people of the samples: stable ids, no password, so that nobody signs in as them. */
export function samplePeople(seed: number): SamplePerson[] {
  return ["Mésange", "Loriot", "Fauvette", "Sittelle", "Bergeronnette", "Pinson", "Rousserolle", "Tarier"].map(
    (pseudonym, index) => {
      const hex = createHash("sha256").update(`sample person ${seed} ${index}`).digest("hex");
      return {
        id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
        pseudonym,
      };
    },
  );
}

export async function writeSamplePeople(actor: Actor, seed: number): Promise<SamplePerson[]> {
  const people = samplePeople(seed);
  await change(actor, "sample.loaded", {}, (tx) =>
    tx.user.createMany({
      data: people.map(({ id, pseudonym }, index) => ({
        id,
        pseudonym,
        email: `sample-${seed}-${index}@example.invalid`,
        roles: index < 5 ? ["volunteer"] : ["reviewer"],
        reviewTracks: index < 5 ? [] : [...tracks],
        status: "suspended",
        isSample: true,
      })),
      skipDuplicates: true,
    }),
  );
  return people;
}

/**
 * Writes a batch of sample cases with their accounts and reports, through the triggers like everything else, in a handful of
 * statements. Cases of the second opinion get a first one, given under a lease as the database demands.
 */
export async function writeSampleBatch(
  actor: Actor,
  batch: readonly SampleCase[],
  people: readonly SamplePerson[],
): Promise<void> {
  const reviewer = people.at(-1);
  if (!reviewer) throw new RangeError("samples need people");
  await change(actor, "sample.loaded", {}, async (tx) => {
    await insertAccounts(tx, batch);
    await insertCases(tx, batch, reviewer.id);
    await insertReports(tx, batch, people.slice(0, -3));
    const waiting = batch.filter((one) => one.state === "second_opinion");
    if (waiting.length > 0) await giveFirstOpinions(tx, waiting, reviewer.id);
  });
}

const json = (rows: readonly object[]): string => JSON.stringify(rows);

async function insertAccounts(tx: Tx, batch: readonly SampleCase[]): Promise<void> {
  const rows = json(
    batch.map((one) => ({
      id: one.accountId,
      p: one.platform,
      h: one.handle,
      u: one.profileUrl,
      s: one.stableId,
      t: one.openedAt,
    })),
  );
  await tx.$executeRaw`INSERT INTO account (id, platform_id, handle, handle_key, profile_url, stable_id, created_at)
    SELECT id, p, h, h, u, s, t FROM jsonb_to_recordset(${rows}::jsonb) AS r(id uuid, p text, h text, u text, s text, t timestamptz)`;
}

async function insertCases(tx: Tx, batch: readonly SampleCase[], holder: string): Promise<void> {
  const rows = json(
    batch.map((one) => ({
      id: one.id,
      a: one.accountId,
      p: one.platform,
      st: one.state,
      tr: one.track,
      o: one.openedAt,
      c: one.stateChangedAt,
      d: one.dueAt,
      n: one.reports.length,
      sg: one.signals,
      s3: one.strong,
      s2: one.medium,
      s1: one.weak,
      ps: one.points.signals,
      pr: one.points.reports,
      pw: one.points.personWaiting,
      pb: one.points.returned,
      q: one.queueRank,
      l: one.life,
      lg: one.language,
      out: one.lastOutcome,
      held: one.state === "second_opinion",
      cl: ["open", "reopened", "second_opinion", "safeguarding"].includes(one.state)
        ? null
        : one.state === "rejected"
          ? "other_abuse"
          : one.state === "undetermined"
            ? "undetermined"
            : one.track,
    })),
  );
  await tx.$executeRaw`INSERT INTO "case" (id, account_id, platform_id, state, track, opened_at, state_changed_at, due_at, report_count, signals,
      strong_signals, medium_signals, weak_signals, points_signals, points_reports, points_waiting, points_return, queue_rank, life, language,
      last_outcome, last_outcome_at, classification, decided_by, held_by, lease_until, origin)
    SELECT id, a, p, st, tr, o, c, d, n, sg, s3, s2, s1, ps, pr, pw, pb, q, l, lg, out, CASE WHEN out IS NULL THEN NULL ELSE c END, cl,
      CASE WHEN cl IS NULL THEN NULL ELSE 'imported' END,
      CASE WHEN held THEN ${holder}::uuid END, CASE WHEN held THEN now() + interval '15 minutes' END, 'sample'
    FROM jsonb_to_recordset(${rows}::jsonb) AS r(id uuid, a uuid, p text, st text, tr text, o timestamptz, c timestamptz, d timestamptz, n int,
      sg jsonb, s3 int, s2 int, s1 int, ps int, pr int, pw int, pb int, q bigint, l int, lg text, out text, held boolean, cl text)`;
}

async function insertReports(tx: Tx, batch: readonly SampleCase[], reporters: readonly SamplePerson[]): Promise<void> {
  const rows = json(
    batch.flatMap((one) =>
      one.reports.map((report) => ({
        id: report.id,
        c: one.id,
        a: one.accountId,
        r: reporters[report.reporter % reporters.length]?.id,
        tr: one.track,
        age: one.state === "safeguarding" ? "unsure" : "no",
        sg: report.signals,
        o: report.observed,
        u: one.profileUrl,
        t: report.createdAt,
      })),
    ),
  );
  await tx.$executeRaw`INSERT INTO report (id, case_id, account_id, reporter_id, track, age_answer, signals, observed, source_text, observed_at, created_at)
    SELECT id, c, a, r, tr, age, sg, o, u, t, t
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, c uuid, a uuid, r uuid, tr text, age text, sg jsonb, o text, u text, t timestamptz)`;
}

async function giveFirstOpinions(tx: Tx, waiting: readonly SampleCase[], reviewerId: string): Promise<void> {
  const rows = json(waiting.map((one) => ({ c: one.id, tr: one.track, why: Object.keys(one.signals).slice(0, 2) })));
  await tx.$executeRaw`INSERT INTO opinion (case_id, round, reviewer_id, classification, reasons)
    SELECT c, 1, ${reviewerId}::uuid, tr, ARRAY(SELECT jsonb_array_elements_text(why))
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(c uuid, tr text, why jsonb)`;
  await tx.$executeRaw`UPDATE "case" SET held_by = NULL, lease_until = NULL WHERE id = ANY (${waiting.map((one) => one.id)}::uuid[])`;
}
