import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";

export type ImportStatus = "uploaded" | "queued" | "running" | "cancelled" | "done" | "failed";

const columns = {
  id: true,
  fileName: true,
  status: true,
  isDryRun: true,
  totalRows: true,
  nextRow: true,
  createdCount: true,
  joinedCount: true,
  knownCount: true,
  refusedCount: true,
  failure: true,
  createdAt: true,
} as const;

/** One's own imports, newest first; a person has dozens, not thousands. */
export async function listImports(actor: UserActor) {
  if (!can(actor, "report:import")) return [];
  const rows = await db().import.findMany({
    where: { userId: actor.id },
    orderBy: { createdAt: "desc" },
    take: 100,
    select: columns,
  });
  return rows.map(importView);
}
export type ImportView = ReturnType<typeof importView>;

interface Row {
  id: string;
  fileName: string;
  status: string;
  isDryRun: boolean;
  totalRows: number;
  nextRow: number;
  createdCount: number;
  joinedCount: number;
  knownCount: number;
  refusedCount: number;
  failure: string | null;
  createdAt: Date;
}

export function importView({ createdAt, status, ...row }: Row) {
  return { ...row, status: status as ImportStatus, createdAt: createdAt.toISOString() };
}
export const importColumns = columns;
