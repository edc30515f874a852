import "server-only";
import { db } from "@/lib/db/client";
import { mandateReference } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import { mandateStatusAt, type MandateStatus } from "@/lib/domain/mandate";

export interface MandateRow {
  number: number;
  reference: string;
  label: string;
  authenticUrl: string;
  /** Shown until two reviewers have seen it. */
  code: string | null;
  status: MandateStatus;
  createdAt: Date;
  verifiedAt: Date | null;
  expiresAt: Date | null;
  withdrawnAt: Date | null;
  seenBy: { pseudonym: string; at: Date; isSelf: boolean }[];
  caseCount: number;
}

/** Mandates, newest first, with who has seen the code and how many cases run under each. */
export async function listMandates(actor: UserActor) {
  assertCan(actor, "mandate:read");
  const [rows, sightings, counts] = await Promise.all([
    db().mandate.findMany({ orderBy: { number: "desc" }, take: 500 }),
    db().$queryRaw<{ mandateId: string; reviewerId: string; pseudonym: string; at: Date }[]>`
      SELECT s.mandate_id AS "mandateId", s.reviewer_id AS "reviewerId", u.pseudonym, s.seen_at AS at
      FROM mandate_sighting s JOIN "user" u ON u.id = s.reviewer_id ORDER BY s.seen_at`,
    db().case.groupBy({
      by: ["mandateId"],
      _count: true,
      where: { mandateId: { not: null }, state: { notIn: ["safeguarding", "erased", "authentic"] } },
    }),
  ]);
  const now = new Date();
  const mandates = rows.map((row): MandateRow => {
    const status = mandateStatusAt(row, now);
    const { label, authenticUrl, createdAt, verifiedAt, expiresAt, withdrawnAt } = row;
    const seenBy = sightings
      .filter((sighting) => sighting.mandateId === row.id)
      .map(({ pseudonym, at, reviewerId }) => ({ pseudonym, at, isSelf: reviewerId === actor.id }));
    const number = Number(row.number);
    const caseCount = counts.find((count) => count.mandateId === row.id)?._count ?? 0;
    const code = status === "pending" ? row.code : null;
    return {
      number,
      reference: mandateReference(number),
      label,
      authenticUrl,
      code,
      status,
      createdAt,
      verifiedAt,
      expiresAt,
      withdrawnAt,
      seenBy,
      caseCount,
    };
  });
  const may = {
    create: can(actor, "mandate:create"),
    verify: can(actor, "mandate:verify"),
    withdraw: can(actor, "mandate:withdraw"),
  };
  return { mandates, may };
}
