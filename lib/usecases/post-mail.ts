import "server-only";
import { sendMail, type Mail } from "@/lib/adapters/mail";
import { mailServer } from "@/lib/adapters/mail-server";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { holdersOf, notify } from "@/lib/db/notifications";
import { DomainError } from "@/lib/domain/errors";
import { confirmedMailServerSchema, mailServerSetting } from "@/lib/domain/settings";

/**
 * Whether mail may leave now: there is a server, and it is the one that was confirmed. The first that a desk ever has is taken on
 * trust, and the administrators are told; another one holds everything back until it is confirmed.
 */
export async function mayMail(): Promise<boolean> {
  const present = mailServer();
  if (present === null) return false;
  const kept = await db().setting.findUnique({ where: { key: mailServerSetting } });
  if (kept === null) return takeFirstServer(present);
  return confirmedMailServerSchema.safeParse(kept.value).data?.digest === present.digest;
}

/** The one way out for mail. @throws DomainError `unavailable mail_not_set_up`, `mail_held`, `mail_failed`. */
export async function postMail(mail: Mail): Promise<void> {
  if (mailServer() === null) throw new DomainError("unavailable", "mail_not_set_up");
  if (!(await mayMail())) throw new DomainError("unavailable", "mail_held");
  await sendMail(mail);
}

async function takeFirstServer(server: { digest: string; host: string }): Promise<boolean> {
  return change({ kind: "job", name: "mail", requestId: "mail" }, "mail.server_first", {}, async (tx) => {
    const { count } = await tx.setting.createMany({
      data: [{ key: mailServerSetting, value: { ...server } }],
      skipDuplicates: true,
    });
    if (count === 1)
      await notify(tx, { to: await holdersOf(tx, "admin"), kind: "mail_server_first", params: { host: server.host } });
    return count === 1;
  });
}
