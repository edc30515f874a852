import "server-only";
import { createHash } from "node:crypto";
import { db, Prisma } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { conflict, invalidInput } from "@/lib/domain/errors";

export interface KeptAnswer {
  status: number;
  body: unknown;
}

/** After this long an unfinished request counts as dead, and its key may be used to try again. */
const staleSeconds = 60;

/**
 * Runs the work once for a person's idempotency key and gives the kept answer ever after (two days). The same key with another
 * request is refused; the same one while it runs is a conflict. Work that fails leaves no trace of the key.
 */
export async function answerOnce(
  actor: UserActor,
  { key, request }: { key: string; request: string },
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer & { isRepeated: boolean }> {
  if (key.length > 200) throw invalidInput("idempotency_key", { maximum: 200 });
  const requestHash = createHash("sha256").update(request).digest("hex");
  const id = { userId_key: { userId: actor.id, key } };
  const begun = await db()
    .$executeRaw(Prisma.sql`INSERT INTO idempotency_key (user_id, key, request_hash) VALUES (${actor.id}::uuid, ${key}, ${requestHash})
    ON CONFLICT (user_id, key) DO UPDATE SET created_at = now()
    WHERE idempotency_key.status IS NULL AND idempotency_key.request_hash = excluded.request_hash
      AND idempotency_key.created_at < now() - make_interval(secs => ${staleSeconds}::integer)`);
  if (begun === 0) {
    const kept = await db().idempotencyKey.findUnique({ where: id });
    if (kept && kept.requestHash !== requestHash) throw invalidInput("idempotency_key_reused");
    if (kept?.status == null) throw conflict("idempotency_in_progress");
    return { status: kept.status, body: kept.body, isRepeated: true };
  }
  try {
    const answer = await work();
    await db().idempotencyKey.update({
      where: id,
      data: { status: answer.status, body: answer.body as Prisma.InputJsonValue },
    });
    return { ...answer, isRepeated: false };
  } catch (error) {
    await db().idempotencyKey.deleteMany({ where: { userId: actor.id, key, status: null } });
    throw error;
  }
}
