import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { Filer } from "@/lib/domain/notices/channel-seed";
import type { ChannelKind } from "@/lib/domain/notices/notice-input";
import type { RecipientKind, Want } from "@/lib/domain/notices/recipients";
import { isChannelStale } from "@/lib/domain/notices/channels";

export interface ListedChannel {
  id: string;
  /** Null for a recipient that is no platform. */
  platform: PlatformId | null;
  recipientKind: RecipientKind;
  recipient: string;
  wants: Want[];
  asksIdentity: boolean;
  name: string;
  kind: ChannelKind;
  url: string | null;
  mailbox: string | null;
  whoMayFile: Filer;
  verifiedOn: Date | null;
  /** A pseudonym; null where nobody looked, or it came with the product. */
  verifiedBy: string | null;
  isStale: boolean;
  isEnabled: boolean;
}

/** Every desk that notices can go to, platform by platform. There are as many as platforms have, so they are not paged. */
export async function listChannels(actor: UserActor): Promise<ListedChannel[]> {
  assertCan(actor, "platform:manage");
  const rows = await db().$queryRaw<Omit<ListedChannel, "isStale">[]>`
    SELECT c.id, c.platform_id AS platform, c.recipient_kind AS "recipientKind", c.recipient, c.wants,
      c.asks_identity AS "asksIdentity", c.name, c.kind, c.url, c.mailbox, c.who_may_file AS "whoMayFile",
      c.verified_on AS "verifiedOn", u.pseudonym AS "verifiedBy", c.is_enabled AS "isEnabled"
    FROM channel c LEFT JOIN "user" u ON u.id::text = c.verified_by
    ORDER BY c.platform_id NULLS LAST, c.recipient_kind, c.recipient, c.kind, c.id`;
  const now = new Date();
  return rows.map((row) => ({ ...row, isStale: isChannelStale(row.verifiedOn, now) }));
}
