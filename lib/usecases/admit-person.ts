import "server-only";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notifications";
import { lockPeople } from "@/lib/db/people";
import { holdsRole } from "@/lib/db/proposals";
import { lockApplicant, passedTracks, standingVouchers, vouchersFor, type Applicant } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { isGuarded } from "@/lib/domain/access/second-person";
import type { Role, Track } from "@/lib/domain/case/vocabulary";
import { conflict, notFound } from "@/lib/domain/errors";
import { admittedAs, missingFor, type Missing } from "@/lib/domain/vetting/standing";
import { vouchersNeeded } from "@/lib/domain/vetting/vouching";
import { proposeIn } from "./propose-change";

export interface Admission {
  roles: Role[];
  tracks: Track[];
}

/**
 * Lets an applicant in, once the words, the charter and, for review rights, the training are there. Whoever admits has not been the
 * only one to vouch while others could: an admission takes two people where there are two.
 * @throws DomainError `not_found`, `conflict` (admission_lacks with what, voucher_is_own).
 */
export async function admitPerson(actor: UserActor, id: string, { roles, tracks }: Admission): Promise<void> {
  assertCan(actor, "person:admit");
  if (roles.some((role) => role !== "volunteer")) assertRecentlyConfirmed(actor, new Date());
  const now = new Date();
  await change(actor, "person.admitted", {}, async (tx) => {
    await lockPeople(tx);
    const applicant = await lockApplicant(tx, id);
    if (applicant?.state !== "waiting") throw notFound("application");
    const wanted = { roles, tracks: roles.includes("reviewer") ? tracks : [] };
    const { missing, vouchers, asked } = await readinessOf(tx, applicant, wanted, now);
    if (missing.length > 0) throw conflict("admission_lacks", { missing });
    const others = vouchers.filter(({ voucherId }) => voucherId !== actor.id);
    if (asked > 0 && others.length === 0 && (await otherAdmins(tx, actor.id)) > 0) throw conflict("voucher_is_own");
    await admit(tx, applicant, wanted, { asked, vouchers, now });
    await tx.application.update({ where: { userId: id }, data: { decidedBy: actor.id } });
    await giveGuarded(tx, actor, { id, roles: wanted.roles, proposerId: actor.id });
  });
}

/** For whoever was invited: an administrator has decided already, so the last thing that was missing admits them. */
export async function admitIfReady(tx: Tx, actor: UserActor, id: string, now: Date): Promise<boolean> {
  const applicant = await lockApplicant(tx, id);
  if (applicant?.state !== "waiting" || applicant.origin !== "invitation") return false;
  const passed = await passedTracks(tx, id);
  // A track is given with its training; the role may come before.
  const wanted = { roles: applicant.roles, tracks: applicant.roles.includes("reviewer") ? passed : [] };
  const { missing, vouchers, asked } = await readinessOf(tx, applicant, wanted, now);
  if (missing.length > 0) return false;
  await nameAction(tx, "person.admitted");
  await admit(tx, applicant, wanted, { asked, vouchers, now });
  const invitation = await tx.invitation.findFirst({ where: { acceptedBy: id }, select: { createdBy: true } });
  const proposerId = invitation?.createdBy ?? "";
  // Whoever invited them and administrates no more proposes nothing.
  if (invitation !== null && (await holdsRole(tx, proposerId, "admin")))
    await giveGuarded(tx, actor, { id, roles: wanted.roles, proposerId });
  return true;
}

async function readinessOf(tx: Tx, applicant: Applicant, wanted: Admission, now: Date) {
  const eligible = await vouchersFor(tx, applicant.id, now);
  const vouchers = await standingVouchers(tx, applicant.id);
  const asked = vouchersNeeded(eligible);
  const missing: Missing[] = missingFor({
    ...wanted,
    passed: await passedTracks(tx, applicant.id),
    charterVersion: applicant.charterVersion,
    vouchersAsked: asked,
    vouchersGiven: vouchers.length,
  });
  return { asked, vouchers, missing };
}

interface Words {
  asked: number;
  vouchers: readonly { id: string }[];
  now: Date;
}

async function admit(tx: Tx, { id }: Applicant, wanted: Admission, { asked, vouchers, now }: Words): Promise<void> {
  await tx.user.update({ where: { id }, data: admittedAs(unguarded(wanted.roles), wanted.tracks, now) });
  await tx.application.update({
    where: { userId: id },
    data: { state: "admitted", decidedAt: now, vouchersAsked: asked, vouchersGiven: vouchers.length },
  });
  await tx.voucher.updateMany({ where: { id: { in: vouchers.map((one) => one.id) } }, data: { countedAt: now } });
  await notify(tx, { to: [id], kind: "admitted", params: { roles: wanted.roles } });
}

const unguarded = (roles: readonly Role[]): Role[] => roles.filter((role) => !isGuarded(role));

/** Roles by which one person could come to act as two are a proposal, as for everybody else: they wait for a second person. */
async function giveGuarded(
  tx: Tx,
  actor: UserActor,
  { id, roles, proposerId }: { id: string; roles: readonly Role[]; proposerId: string },
): Promise<void> {
  const guarded = roles.filter(isGuarded);
  if (guarded.length === 0) return;
  await proposeIn(tx, actor, { kind: "grant_rights", subject: id, wanted: { roles: guarded } }, proposerId);
}

const otherAdmins = (tx: Tx, id: string): Promise<number> =>
  tx.user.count({ where: { roles: { has: "admin" }, status: "active", isSample: false, id: { not: id } } });
