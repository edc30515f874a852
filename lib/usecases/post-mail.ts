import "server-only";
import { type Mail, sendMail } from "@/lib/adapters/mail";
import { type MailServer, mailServer } from "@/lib/adapters/mail-server";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { holdersOf, notify } from "@/lib/db/notifications";
import type { JobActor } from "@/lib/domain/access/actor";
import { DomainError } from "@/lib/domain/errors";
import { mailServerSchema, mailServerSeenSetting, mailServerSetting } from "@/lib/domain/settings";

const product: JobActor = { kind: "job", name: "mail", requestId: "mail" };

/**
 * Whether mail may leave now: there is a server, and it is the one that was confirmed. The first that a desk ever has is taken on
 * trust; another one holds everything back until it is confirmed. The administrators are told of either.
 */
export async function mayMail(): Promise<boolean> {
  const present = mailServer();
  if (present === null) return false;
  const kept = await db().setting.findUnique({ where: { key: mailServerSetting } });
  if (kept === null) return takeFirstServer(present);
  const confirmed = mailServerSchema.safeParse(kept.value).data;
  if (confirmed?.digest === present.digest) return true;
  await tellOfOtherServer(present, confirmed?.host ?? "");
  return false;
}

/** The one way out for mail. @throws DomainError `unavailable mail_not_set_up`, `mail_held`, `mail_failed`. */
export async function postMail(mail: Mail): Promise<void> {
  if (mailServer() === null) throw new DomainError("unavailable", "mail_not_set_up");
  if (!(await mayMail())) throw new DomainError("unavailable", "mail_held");
  await sendMail(mail);
}

async function takeFirstServer({ digest, host }: MailServer): Promise<boolean> {
  return change(product, "mail.server_first", {}, async (tx) => {
    const data = [{ key: mailServerSetting, value: { digest, host } }];
    const { count } = await tx.setting.createMany({ data, skipDuplicates: true });
    if (count === 0) return false;
    await notify(tx, { to: await holdersOf(tx, "admin"), kind: "mail_server_first", params: { host } });
    return true;
  });
}

/** Once for each server that waits, on however many instances. */
async function tellOfOtherServer({ digest, host }: MailServer, was: string): Promise<void> {
  const key = mailServerSeenSetting;
  const isKnown = (value: unknown) => mailServerSchema.safeParse(value).data?.digest === digest;
  if (isKnown((await db().setting.findUnique({ where: { key } }))?.value)) return;
  await change(product, "mail.server_other", {}, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('demasque.mail_server'))`;
    if (isKnown((await tx.setting.findUnique({ where: { key } }))?.value)) return;
    const value = { digest, host };
    await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value, updatedAt: new Date() } });
    await notify(tx, { to: await holdersOf(tx, "admin"), kind: "mail_server_other", params: { host, was } });
  });
}
