import "server-only";
import { conflict } from "@/lib/domain/errors";
import { translated } from "./change";
import { db } from "./client";

/** Samples are played through many transactions; longer than this they never take. */
const atMostMs = 10 * 60_000;

/**
 * Of several who load or erase the samples at once, also through another instance, one does and the others are told. The lock
 * belongs to a transaction that writes nothing and stays open beside the work: with its process it is gone too.
 * @throws DomainError `conflict samples_busy`.
 */
export async function withSampleLock<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await db().$transaction(
      async (tx) => {
        const [row] = await tx.$queryRaw<{ isMine: boolean }[]>`
          SELECT pg_try_advisory_xact_lock(hashtextextended('demasque.samples', 0)) AS "isMine"`;
        if (row?.isMine !== true) throw conflict("samples_busy");
        return await work();
      },
      { timeout: atMostMs },
    );
  } catch (error) {
    throw translated(error);
  }
}
