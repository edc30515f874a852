import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import { answerOnce, type KeptAnswer } from "@/lib/usecases/answer-once";

/**
 * The work's answer; under an `Idempotency-Key` the one that was kept for it, which a header says. `asked` tells requests apart: the
 * address with everything in it, and the body.
 */
export async function keyedAnswer(
  { actor, request }: { actor: UserActor; request: Request },
  asked: string,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer & { headers: Record<string, string> }> {
  const key = request.headers.get("idempotency-key");
  if (!key) return { ...(await work()), headers: {} };
  const { status, body, isRepeated } = await answerOnce(actor, { key, request: asked }, work);
  return { status, body, headers: isRepeated ? { "idempotency-replayed": "true" } : {} };
}
