import "server-only";
import { mailServer } from "@/lib/adapters/mail-server";
import { db } from "@/lib/db/client";
import { countDueMails } from "@/lib/db/notifications";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { mailServerSchema, mailServerSetting } from "@/lib/domain/settings";

export type MailServerState =
  | { state: "none" }
  | { state: "unused" | "confirmed"; host: string }
  | { state: "held"; host: string; was: string; digest: string; isProposed: boolean; waiting: number };

/** Through which server mail leaves, and whether it does: for the settings of whoever administers. */
export async function readMailServer(actor: UserActor): Promise<MailServerState> {
  assertCan(actor, "setting:read");
  const present = mailServer();
  if (present === null) return { state: "none" };
  const { digest, host } = present;
  const kept = await db().setting.findUnique({ where: { key: mailServerSetting } });
  if (kept === null) return { state: "unused", host };
  const confirmed = mailServerSchema.safeParse(kept.value).data;
  if (confirmed?.digest === digest) return { state: "confirmed", host };
  const [open, waiting] = await Promise.all([
    db().proposal.count({ where: { kind: "mail_server", state: "open", expiresAt: { gt: new Date() } } }),
    countDueMails(db()),
  ]);
  return { state: "held", host, was: confirmed?.host ?? "", digest, isProposed: open > 0, waiting };
}
