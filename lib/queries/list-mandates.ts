import "server-only";
import { db } from "@/lib/db/client";
import { mandateReference } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import { mandateStatusAt, type MandateStatus, mandateStatuses } from "@/lib/domain/mandate";

export interface MandateRow {
  number: number;
  reference: string;
  label: string;
  status: MandateStatus;
  expiresAt: Date | null;
  isRenewing: boolean;
  /** So many have seen the code that is shown now. */
  seenCount: number;
  caseCount: number;
}

/** Mandates, newest first, in one state or in all, with how many cases run under each. */
export async function listMandates(actor: UserActor, asked: MandateStatus | null = null) {
  assertCan(actor, "mandate:read");
  const [rows, sightings, counts] = await Promise.all([
    db().mandate.findMany({ orderBy: { number: "desc" }, take: 500 }),
    db().mandateSighting.groupBy({ by: ["mandateId", "round"], _count: true }),
    db().case.groupBy({
      by: ["mandateId"],
      _count: true,
      where: { mandateId: { not: null }, state: { notIn: ["safeguarding", "erased", "authentic"] } },
    }),
  ]);
  const now = new Date();
  const all = rows.map((row): MandateRow => {
    const number = Number(row.number);
    const isOfRound = (one: { mandateId: string; round: number }) =>
      one.mandateId === row.id && one.round === row.round;
    return {
      number,
      reference: mandateReference(number),
      label: row.label,
      status: mandateStatusAt(row, now),
      expiresAt: row.expiresAt,
      isRenewing: row.renewingSince !== null,
      seenCount: sightings.find(isOfRound)?._count ?? 0,
      caseCount: counts.find((count) => count.mandateId === row.id)?._count ?? 0,
    };
  });
  const counted = Object.fromEntries(
    mandateStatuses.map((status) => [status, all.filter((one) => one.status === status).length]),
  ) as Record<MandateStatus, number>;
  return {
    mandates: asked === null ? all : all.filter(({ status }) => status === asked),
    asked,
    counted,
    total: all.length,
    mayCreate: can(actor, "mandate:create"),
  };
}
