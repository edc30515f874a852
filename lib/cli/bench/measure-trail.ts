import { randomUUID } from "node:crypto";
import { withClient } from "@/lib/cli/postgres/embedded";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { inclusionOf } from "@/lib/queries/get-proof";
import { logReport } from "@/lib/usecases/log-report";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { verifyTrail } from "@/lib/usecases/verify-trail";
import type { BenchDesk } from "./bench-desk";
import { percentile, rounded } from "./measures";

export interface TrailMeasure {
  /** Reports a second from 16 at once through the use case, without HTTP, with the triggers that write the trail and without. */
  readonly writesPerSecond: { readonly withTrail: number; readonly withoutTrail: number };
  readonly sealedEntries: number;
  readonly sealedPerSecond: number;
  /** One seal of a single entry on the whole tree, in milliseconds. */
  readonly sealOfOne: number;
  readonly proof: { readonly p50: number; readonly p95: number };
  /** Null where the whole trail was too large to be sealed for a measurement. */
  readonly verified: { readonly entries: number; readonly seconds: number; readonly perSecond: number } | null;
}

/** What a measurement seals when it is not asked for everything: half a minute's work. */
const entriesAtMost = 200_000;
const writers = 16;
const proofs = 500;

/**
 * The cost of the trail on the database as it was loaded. A trail that is larger than `entriesAtMost` is sealed as far as that, unless
 * `isWhole`, and the rest is struck from the sealer's list: it would be busy with it while other things are measured.
 */
export async function measureTrail(
  desk: BenchDesk,
  actor: UserActor,
  seconds: number,
  isWhole: boolean,
): Promise<TrailMeasure> {
  const writtenWith = await writeFor(actor, seconds);
  const writtenWithout = await withoutTrail(desk, () => writeFor(actor, seconds));
  const [{ waiting } = { waiting: 0 }] = await db().$queryRaw<
    { waiting: number }[]
  >`SELECT count(*)::int AS waiting FROM audit_queue`;
  const isCut = !isWhole && waiting > entriesAtMost;
  if (isCut)
    await asOwner(
      desk,
      `DELETE FROM audit_queue WHERE entry_id > (SELECT entry_id FROM audit_queue ORDER BY entry_id OFFSET ${String(entriesAtMost)} LIMIT 1)`,
    );
  const [sealed, sealSeconds] = await timed(() => sealTrail());
  await writeOne(actor);
  const [, oneSeconds] = await timed(() => sealTrail());
  const size = sealed?.size ?? 0;
  const samples: number[] = [];
  for (let at = 0; at < proofs; at += 1)
    samples.push((await timed(() => inclusionOf(Math.floor((at * size) / proofs))))[1] * 1000);
  const [verified, verifySeconds] = isCut ? [null, 0] : await timed(() => verifyTrail());
  return {
    writesPerSecond: { withTrail: writtenWith, withoutTrail: writtenWithout },
    sealedEntries: sealed?.sealed ?? 0,
    sealedPerSecond: rounded((sealed?.sealed ?? 0) / sealSeconds),
    sealOfOne: rounded(oneSeconds * 1000),
    proof: { p50: rounded(percentile(samples, 0.5)), p95: rounded(percentile(samples, 0.95)) },
    verified: verified && {
      entries: verified.entries,
      seconds: rounded(verifySeconds),
      perSecond: rounded(verified.entries / verifySeconds),
    },
  };
}

const asOwner = (desk: BenchDesk, sql: string) => withClient(desk.ownerUrl, (client) => client.query(sql));

/** Only the owner of the database can do this, and only on a scratch one is it done. */
export async function withoutTrail<Result>(desk: BenchDesk, work: () => Promise<Result>): Promise<Result> {
  const all = (how: "ENABLE" | "DISABLE") =>
    ["account", "case", "report", "opinion"].map((table) => `ALTER TABLE "${table}" ${how} TRIGGER audited`).join("; ");
  await asOwner(desk, all("DISABLE"));
  return await work().finally(() => asOwner(desk, all("ENABLE")));
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const began = performance.now();
  const result = await work();
  return [result, (performance.now() - began) / 1000];
}

async function writeFor(actor: UserActor, seconds: number): Promise<number> {
  const began = performance.now();
  let written = 0;
  const write = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1000) {
      await writeOne(actor);
      written += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return rounded(written / ((performance.now() - began) / 1000));
}

function writeOne(actor: UserActor): Promise<unknown> {
  const key = `bench_${randomUUID().slice(0, 13)}`;
  return logReport(actor, {
    address: { platform: "x", handle: key, key, stableId: null, profileUrl: `https://x.com/${key}` },
    answers: {
      track: "redirecting_bot",
      ageAnswer: "no",
      signals: { "RB-03": "yes" },
      observed: "Lien en bio vers une page de rencontres payante.",
      mandateId: null,
      observedAt: null,
    },
    sourceText: key,
    language: "fr",
    origin: "report",
  });
}
