import "server-only";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { readNoticeCases } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { commandsIn } from "@/lib/domain/case/lifecycle";
import { getFits } from "./get-fits";

/** What a new notice can be: the cases asked for that can be notified, and the desks of their platform. */
export async function getNoticeChoices(actor: UserActor, numbers: readonly number[]) {
  assertCan(actor, "notice:prepare");
  const ids: string[] = [];
  const refused: number[] = [];
  for (const number of new Set(numbers)) {
    const snapshot = await getCaseSnapshot(db(), actor, { number }).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === "not_found") return null;
      throw error;
    });
    if (snapshot && can(actor, "case:notify", snapshot.facts) && commandsIn(snapshot.state).includes("notify"))
      ids.push(snapshot.id);
    else refused.push(number);
  }
  const cases = await readNoticeCases(db(), ids);
  const platforms = [...new Set(cases.map((one) => one.platform))];
  const platform: PlatformId | null = platforms.length === 1 ? (platforms[0] ?? null) : null;
  const fits = platform === null ? null : await getFits(cases, platform);
  return {
    cases: cases.map(({ number, platform: of, locations, state, decidedBy, onBehalf }) => ({
      number,
      platform: of,
      handle: locations.handle,
      state,
      decidedBy,
      onBehalf,
    })),
    refused,
    platforms,
    isArticle16Open:
      cases.length > 0 && cases.every((one) => one.onBehalf === "mandate" && one.decidedBy === "two_persons"),
    isSolo: cases.some((one) => one.decidedBy !== "two_persons"),
    fits,
  };
}
export type NoticeChoices = Awaited<ReturnType<typeof getNoticeChoices>>;
