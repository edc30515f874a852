import "server-only";
import { change } from "@/lib/db/change";
import { getMember, lockPeople, releaseClaims } from "@/lib/db/people";
import { passedTracks } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { tracks, type Track } from "@/lib/domain/case/vocabulary";
import { conflict } from "@/lib/domain/errors";

/**
 * On which tracks somebody reviews. A track is given back only to whoever has passed its training or held it before; taking one away
 * gives their claims back. @throws DomainError `conflict` (track_not_trained, not_a_reviewer).
 */
export async function setReviewTracks(actor: UserActor, id: string, wanted: readonly Track[]): Promise<void> {
  assertCan(actor, "person:admit");
  await change(actor, "person.tracks_set", {}, async (tx) => {
    await lockPeople(tx);
    const { roles } = await getMember(tx, id);
    if (!roles.includes("reviewer")) throw conflict("not_a_reviewer");
    const { reviewTracks: held } = await tx.user.findUniqueOrThrow({ where: { id }, select: { reviewTracks: true } });
    const passed = await passedTracks(tx, id);
    if (wanted.some((track) => !held.includes(track) && !passed.includes(track))) throw conflict("track_not_trained");
    await tx.user.update({
      where: { id },
      data: { reviewTracks: tracks.filter((track) => wanted.includes(track)) },
    });
    if (held.some((track) => !wanted.some((one) => one === track))) await releaseClaims(tx, actor, id);
  });
}
