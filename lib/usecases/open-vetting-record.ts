import "server-only";
import { openText } from "@/lib/adapters/sealed-text";
import { recordAccess } from "@/lib/db/access-log";
import { db } from "@/lib/db/client";
import { passedTracks, standingVouchers, vouchersFor } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { Role, Track } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import { applicationTextSchema } from "@/lib/domain/vetting/application";
import { charterVersion } from "@/lib/domain/vetting/charter";
import { mayRenew, missingFor, needsVetting } from "@/lib/domain/vetting/standing";
import { vouchersNeeded } from "@/lib/domain/vetting/vouching";

/** A text that cannot be opened any more (another key, after a restore) is said to be so, and hides nothing else. */
function opened(subject: string, sealed: Uint8Array | null): string | null {
  try {
    return sealed === null ? null : openText("vetting", subject, sealed);
  } catch {
    return null;
  }
}

/** Everything that the desk knows of how somebody came in and stands; each reading of it is in the access log. @throws DomainError `not_found`. */
export async function openVettingRecord(actor: UserActor, id: string, now: Date = new Date()) {
  assertCan(actor, "person:read_record");
  const user = await db().user.findFirst({ where: { id, isSample: false, status: { not: "refused" } } });
  if (user === null) throw notFound("person");
  await recordAccess({ actor, kind: "vetting_record_opened", subject: id });
  const [application, vouchers, accepted, attempts, eligible, standing, passed, looks, changes] = await Promise.all([
    db().application.findUnique({ where: { userId: id } }),
    db().voucher.findMany({ where: { personId: id }, orderBy: { createdAt: "desc" } }),
    db().charterAcceptance.findMany({ where: { userId: id }, orderBy: { acceptedAt: "desc" } }),
    db().trainingAttempt.findMany({ where: { userId: id }, orderBy: { startedAt: "desc" } }),
    vouchersFor(db(), id, now),
    standingVouchers(db(), id),
    passedTracks(db(), id),
    db().secondLook.groupBy({ by: ["state"], where: { personId: id }, _count: true }),
    rolesOverTime(id),
  ]);
  const names = await namesOf([...vouchers.map((one) => one.voucherId), application?.decidedBy ?? ""]);
  const roles = user.roles as Role[];
  const isMember = user.status !== "applicant";
  const told = applicationTextSchema.safeParse(
    JSON.parse(opened(`application:${id}`, application?.content ?? null) ?? "null"),
  );
  const wanted = (application?.roles ?? []) as Role[];
  const asked = vouchersNeeded(eligible, isMember ? 1 : undefined);
  return {
    ...{ id, pseudonym: user.pseudonym, email: user.email, status: user.status, roles, passed, isMember },
    reviewTracks: user.reviewTracks as Track[],
    vettedUntil: needsVetting(roles) ? user.vettedUntil : null,
    isResting: isMember && needsVetting(roles) && (user.vettedUntil === null || user.vettedUntil <= now),
    mayRenew: user.status === "active" && needsVetting(roles) && mayRenew(user.vettedUntil, now),
    application: application && {
      ...{
        origin: application.origin as "form" | "invitation" | "provider",
        state: application.state as "waiting" | "admitted" | "refused",
      },
      ...{ submittedAt: application.submittedAt, decidedAt: application.decidedAt, wanted },
      tracks: application.tracks as Track[],
      languages: application.languages as "fr"[],
      decidedBy: names.get(application.decidedBy ?? "") ?? null,
      trainingOpened: application.trainingOpened,
      told: told.success ? told.data : null,
      reason: application.reason as "other" | null,
      note: opened(`refusal:${id}`, application.note),
      counted:
        application.vouchersAsked === null
          ? null
          : { asked: application.vouchersAsked, given: application.vouchersGiven ?? 0 },
    },
    missing: missingFor({
      ...{ roles: wanted.length > 0 ? wanted : ["volunteer"], tracks: [], passed, charterVersion: user.charterVersion },
      ...{ vouchersAsked: asked, vouchersGiven: standing.length },
    }),
    vouchersNow: { asked, given: standing.length },
    vouchers: vouchers.map((one) => ({
      ...{ id: one.id, by: names.get(one.voucherId) ?? "", at: one.createdAt },
      state: one.withdrawnAt ? ("withdrawn" as const) : one.countedAt ? ("counted" as const) : ("standing" as const),
      sentence: opened(`voucher:${one.id}`, one.sentence),
    })),
    charter: accepted.map((one) => ({
      version: one.version,
      at: one.acceptedAt,
      isPresent: one.version === charterVersion,
    })),
    training: attempts.map((one) => ({
      ...{ id: one.id, track: one.track as Track, at: one.finishedAt ?? one.startedAt },
      ...{ score: one.score, isPassed: one.isPassed },
    })),
    looks: Object.fromEntries(looks.map((one) => [one.state, one._count])) as Partial<Record<"waiting", number>>,
    changes,
  };
}
export type VettingRecord = Awaited<ReturnType<typeof openVettingRecord>>;

async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== "");
  const people = await db().user.findMany({ where: { id: { in: wanted } }, select: { id: true, pseudonym: true } });
  return new Map(people.map(({ id, pseudonym }) => [id, pseudonym]));
}

/** From the trail, which forgets nothing of it. */
async function rolesOverTime(id: string): Promise<{ at: Date; roles: Role[] }[]> {
  const rows = await db().$queryRaw<{ at: Date; roles: Role[] }[]>`
    SELECT e.at, ARRAY(SELECT jsonb_array_elements_text((e.changes -> 'roles' ->> 1)::jsonb)) AS roles FROM audit_entry e
    WHERE e.subject_table = 'user' AND e.unit_id = ${id}::uuid AND e.subject_id = ${id} AND e.changes -> 'roles' ->> 1 IS NOT NULL
    ORDER BY e.id DESC LIMIT 50`;
  return rows;
}
