import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";

export interface MandateChoice {
  id: string;
  label: string;
}

/** The mandates that a report can be made under: verified and not run out. Nothing for those who may not read mandates. */
export async function listMandateChoices(actor: UserActor): Promise<MandateChoice[]> {
  if (!can(actor, "mandate:read")) return [];
  return db().mandate.findMany({
    where: { status: "verified", OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
    select: { id: true, label: true },
    orderBy: { label: "asc" },
    take: 200,
  });
}
