import "server-only";
import { networkAddressDigest } from "@/lib/db/access-log";
import { db } from "@/lib/db/client";
import { giveBack, spend } from "@/lib/db/rate-limits";
import { endVisit, isDeskClosed, openVisit, type OpenVisit, resumeVisit, toldCodeHash } from "@/lib/db/told-pages";
import { closedDesk } from "@/lib/domain/access/mode";
import { forbidden } from "@/lib/domain/errors";
import { newSecret } from "./secret-link";

/** Somebody before the door: what they typed, and where the request came from. */
export interface Knock {
  code: string;
  networkAddress: string;
  requestId: string;
}

/** Whoever is on the page, with what their browser holds. */
export interface HeldVisit {
  token: string;
  networkAddress: string;
  requestId: string;
}

/**
 * Opens a visit. Tries are counted before they are made, by the place that they come from; a good one does not count. Nobody else's
 * tries count: strangers must not be able to shut her door, and 92 bits are not guessed from many places either. A code that is
 * wrong, was replaced, has ended, or whose mandate is frozen or over is answered in one way.
 * @throws DomainError `forbidden told_code`; `limited`; `unavailable closed_mode`.
 */
export async function enterToldPage({ code, networkAddress }: Knock): Promise<{ token: string }> {
  if (await isDeskClosed()) throw closedDesk();
  const place = networkAddressDigest(networkAddress, new Date());
  await spend("told_address", place);
  const token = newSecret();
  if ((await openVisit(code, token)) === null) throw forbidden("told_code");
  await giveBack("told_address", place);
  return { token };
}

/** The visit of a browser, lengthened; null where it is over. */
export async function visitToldPage(token: string): Promise<OpenVisit | null> {
  return (await isDeskClosed()) ? null : resumeVisit(token);
}

/**
 * For what a page left open must not do by itself: the code is typed again. Tries are few, whoever makes them and from wherever.
 * @throws DomainError `forbidden` (told_over, told_code); `limited`.
 */
export async function visitWithCode({ token, code }: HeldVisit & { code: string }): Promise<OpenVisit> {
  const visit = await visitToldPage(token);
  if (visit === null) throw forbidden("told_over");
  await spend("told_page", visit.pageId);
  const page = await db().toldPage.findUnique({ where: { id: visit.pageId }, select: { codeHash: true } });
  if (page?.codeHash !== toldCodeHash(code)) throw forbidden("told_code");
  await giveBack("told_page", visit.pageId);
  return visit;
}

/** Over at once, on whichever browser; also where nothing was open. */
export async function leaveToldPage(token: string): Promise<void> {
  await endVisit(token);
}
