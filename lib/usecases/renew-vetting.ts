import "server-only";
import { change } from "@/lib/db/change";
import { notify } from "@/lib/db/notifications";
import { getMember, lockPeople } from "@/lib/db/people";
import { standingVouchers, vouchersFor } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";
import { charterVersion } from "@/lib/domain/vetting/charter";
import { mayRenew, needsVetting, vettedUntilFrom, type Missing } from "@/lib/domain/vetting/standing";
import { vouchersNeeded } from "@/lib/domain/vetting/vouching";

/**
 * Another year: the charter accepted as it is now, one reviewer's word, and an administrator, who is another than the person where
 * there is another. @throws DomainError `conflict` (renewal_early, not_vetted, admission_lacks with what, own_renewal).
 */
export async function renewVetting(actor: UserActor, id: string, now: Date = new Date()): Promise<void> {
  assertCan(actor, "person:admit");
  await change(actor, "person.vetting_renewed", {}, async (tx) => {
    await lockPeople(tx);
    const { roles } = await getMember(tx, id);
    if (!needsVetting(roles)) throw conflict("not_vetted");
    const person = await tx.user.findUniqueOrThrow({ where: { id } });
    if (!mayRenew(person.vettedUntil, now)) throw conflict("renewal_early");
    const others = { roles: { has: "admin" }, status: "active", isSample: false, id: { not: id } };
    if (actor.id === id && (await tx.user.count({ where: others })) > 0) throw conflict("own_renewal");
    const vouchers = await standingVouchers(tx, id);
    const missing: Missing[] = [];
    if (vouchers.length < vouchersNeeded(await vouchersFor(tx, id, now), 1)) missing.push("vouchers");
    if (person.charterVersion !== charterVersion) missing.push("charter");
    if (missing.length > 0) throw conflict("admission_lacks", { missing });
    await tx.user.update({ where: { id }, data: { vettedUntil: vettedUntilFrom(now), vettingTold: null } });
    await tx.voucher.updateMany({ where: { id: { in: vouchers.map((one) => one.id) } }, data: { countedAt: now } });
    await notify(tx, { to: [id], kind: "vetting_renewed", params: { pseudonym: person.pseudonym } });
  });
}
