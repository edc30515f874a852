import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import { answerMatch, type MatchAnswer } from "./answer-match";

/** Says that two cases show the same picture: it ties them. */
export const confirmMatch = (actor: UserActor, input: MatchAnswer): Promise<{ number: number }> =>
  answerMatch(actor, "confirm", input);
