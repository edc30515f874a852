import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { conflict, notFound } from "@/lib/domain/errors";
import { assertAddressFits, type ChannelAddress } from "@/lib/domain/notices/channel-edit";
import { proposeChange, type Proposed } from "./propose-change";

/**
 * Where notices for this desk go: an https address or a mailbox, as its kind needs.
 * @throws DomainError `not_found`, `conflict` (channel_address_same, proposal_open), `invalid_input` (channel_address_missing, proposal_value).
 */
export async function proposeChannelAddress(actor: UserActor, id: string, wanted: ChannelAddress): Promise<Proposed> {
  assertCan(actor, "platform:manage");
  assertRecentlyConfirmed(actor, new Date());
  const channel = await db().channel.findUnique({ where: { id } });
  if (channel === null) throw notFound("channel");
  assertAddressFits(channel.kind, wanted);
  if (channel.url === wanted.url && channel.mailbox === wanted.mailbox) throw conflict("channel_address_same");
  return proposeChange(actor, { kind: "channel_address", subject: id, wanted });
}
