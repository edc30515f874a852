import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import { answerMatch, type MatchAnswer } from "./answer-match";

/** Says that two cases do not show the same picture. These two pictures are not suggested again, also where they are added anew. */
export const refuseMatch = (actor: UserActor, input: MatchAnswer): Promise<{ number: number }> =>
  answerMatch(actor, "refuse", input);
