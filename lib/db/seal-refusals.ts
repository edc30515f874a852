import "server-only";
import type { Db } from "./client";

/** Kept among the signs of life of workers: it is one, and no change of state. */
const name = "sealing_refused";

/** That the sealer would not sign, until it does again. */
export async function noteRefusal(db: Db): Promise<void> {
  await db.$executeRaw`INSERT INTO worker_heartbeat (name, seen_at) VALUES (${name}, now())
    ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at`;
}

export async function clearRefusal(db: Db): Promise<void> {
  await db.$executeRaw`DELETE FROM worker_heartbeat WHERE name = ${name}`;
}

export async function isSealingRefused(db: Db): Promise<boolean> {
  const [row] = await db.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM worker_heartbeat WHERE name = ${name}) AS found`;
  return row?.found === true;
}
