import "server-only";
import { db } from "@/lib/db/client";
import { type DueMail, noteMailed, noteMailFailure, takeDueMail } from "@/lib/db/notifications";
import { mailPauseMinutes, notificationMail } from "@/lib/domain/access/notification-mail";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { routes } from "@/lib/routes";
import { mayMail, postMail } from "./post-mail";

/** So that one round ends, however much waits. */
const peopleARound = 200;

/**
 * Mails everybody who was told something that there is something to read: one mail a person, whatever its number. A server that does
 * not take a mail ends the round, and the mail is tried again later and later; without a server, or while it waits for a second
 * person, everything stays as it is. Returns how many mails left.
 */
export async function mailNotifications(): Promise<number> {
  if (!(await mayMail())) return 0;
  let sent = 0;
  for (let round = 0; round < peopleARound; round += 1) {
    const due = await takeDueMail(db());
    if (due === null || !(await mail(due))) break;
    sent += 1;
  }
  return sent;
}

async function mail({ email, locale, ids, failures }: DueMail): Promise<boolean> {
  const link = `${env().publicUrl}${routes.notifications()}`;
  try {
    await postMail({ to: email, ...notificationMail[locale ?? "en"](ids.length, link) });
  } catch (error) {
    await noteMailFailure(db(), ids, mailPauseMinutes(failures + 1));
    logger.warn({ reason: error instanceof DomainError ? error.reason : "unexpected" }, "notification not mailed");
    return false;
  }
  await noteMailed(db(), ids);
  return true;
}
