import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import type { ChannelEdit } from "@/lib/domain/notices/channel-edit";

/** What a desk takes and from whom, whether it is offered, and that somebody looked at it today. Its address goes another way. */
export async function editChannel(
  actor: UserActor,
  id: string,
  { whoMayFile, isEnabled, isVerified }: ChannelEdit,
): Promise<void> {
  assertCan(actor, "platform:manage");
  await change(actor, "channel.edited", {}, async (tx) => {
    const verified = isVerified ? { verifiedOn: new Date(), verifiedBy: actor.id } : {};
    const { count } = await tx.channel.updateMany({ where: { id }, data: { whoMayFile, isEnabled, ...verified } });
    if (count === 0) throw notFound("channel");
  });
}
