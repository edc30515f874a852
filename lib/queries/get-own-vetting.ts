import "server-only";
import { db } from "@/lib/db/client";
import { passedTracks, standingVouchers, trainingIsOpen, vouchersFor } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import { tracks, type Role, type Track } from "@/lib/domain/case/vocabulary";
import { charterVersion } from "@/lib/domain/vetting/charter";
import { mayRenew, needsVetting } from "@/lib/domain/vetting/standing";
import { retryHours } from "@/lib/domain/vetting/training";
import { vouchersNeeded } from "@/lib/domain/vetting/vouching";

export type OwnTraining = "closed" | "open" | "under_way" | "waits" | "passed";

/**
 * One's own way in, and one's standing once inside: what is there and what is missing. Who vouched, what was said, and why an
 * application was refused are not in it.
 */
export async function getOwnVetting(actor: UserActor, now: Date = new Date()) {
  const [user, application, eligible, vouchers, passed, isOpen] = await Promise.all([
    db().user.findUniqueOrThrow({ where: { id: actor.id } }),
    db().application.findUnique({ where: { userId: actor.id } }),
    vouchersFor(db(), actor.id, now),
    standingVouchers(db(), actor.id),
    passedTracks(db(), actor.id),
    trainingIsOpen(db(), actor.id),
  ]);
  const isMember = user.status === "active";
  const isRenewed = isMember && needsVetting(user.roles as Role[]);
  const asked = vouchersNeeded(eligible, isMember ? 1 : undefined);
  return {
    state: isMember
      ? ("member" as const)
      : application?.state === "refused"
        ? ("refused" as const)
        : ("waiting" as const),
    /** Somebody who came through a provider has not told anything yet. */
    needsTelling: application?.state === "waiting" && application.origin === "provider" && application.content === null,
    pseudonym: user.pseudonym,
    roles: user.roles as Role[],
    wanted: (application?.roles ?? []) as Role[],
    hasCharter: user.charterVersion === charterVersion,
    vouchers: { asked, given: Math.min(asked, vouchers.length) },
    training: await Promise.all(
      tracks.map(async (track) => ({ track, state: await stateOf(actor.id, track, { passed, isOpen, now }) })),
    ),
    reviewTracks: user.reviewTracks as Track[],
    vettedUntil: isRenewed ? user.vettedUntil : null,
    isResting: isRenewed && (user.vettedUntil === null || user.vettedUntil <= now),
    mayRenew: isRenewed && mayRenew(user.vettedUntil, now),
  };
}
export type OwnVetting = Awaited<ReturnType<typeof getOwnVetting>>;

interface Seen {
  passed: readonly Track[];
  isOpen: boolean;
  now: Date;
}

async function stateOf(userId: string, track: Track, { passed, isOpen, now }: Seen): Promise<OwnTraining> {
  if (passed.includes(track)) return "passed";
  if (!isOpen) return "closed";
  const last = await db().trainingAttempt.findFirst({ where: { userId, track }, orderBy: { startedAt: "desc" } });
  if (last === null) return "open";
  if (last.finishedAt === null) return "under_way";
  return last.finishedAt.getTime() + retryHours * 3_600_000 > now.getTime() ? "waits" : "open";
}
