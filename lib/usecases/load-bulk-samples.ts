import "server-only";
import { writeSampleBatch, writeSamplePeople } from "@/lib/db/bulk-samples";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { bulkCases, type SampleCase } from "@/lib/domain/sample/bulk-cases";

export interface BulkOptions {
  count: number;
  seed: number;
  /** The day on which the newest case is opened. */
  until: Date;
  /** Called after each batch with the number of cases written so far. */
  onProgress?: (written: number) => void;
  /** How many transactions run side by side. */
  lanes?: number;
}

const batchSize = 500;

/** Fills the desk with invented cases, in batches that need the same memory for a thousand and for a million. */
export async function loadBulkSamples(actor: Actor, options: BulkOptions): Promise<number> {
  assertCan(actor, "sample:load");
  const people = await writeSamplePeople(actor, options.seed);
  const cases = bulkCases({ ...options, reporters: people.length });
  let written = 0;
  const nextBatch = (): SampleCase[] => {
    const batch: SampleCase[] = [];
    while (batch.length < batchSize) {
      const next = cases.next() as IteratorResult<SampleCase, undefined>;
      if (next.done) break;
      batch.push(next.value);
    }
    return batch;
  };
  const lane = async (): Promise<void> => {
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
      await writeSampleBatch(actor, batch, people);
      written += batch.length;
      options.onProgress?.(written);
    }
  };
  await Promise.all(Array.from({ length: options.lanes ?? 2 }, lane));
  for (let folded = 1; folded > 0;) {
    const [row] = await db().$queryRaw<{ folded: number }[]>`SELECT fold_case_counts() AS folded`;
    folded = row?.folded ?? 0;
  }
  return written;
}
