import "server-only";
import { decodeText } from "@/lib/adapters/csv/decode-text";
import { readTable } from "@/lib/adapters/csv/read-table";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import type { ImportOptions } from "@/lib/domain/import/mapping";
import { readRow } from "@/lib/domain/import/read-row";

export interface ImportPreview {
  headers: string[];
  rows: {
    line: number;
    cells: string[];
    accounts: { platform: PlatformId; handle: string }[];
    problems: { reason: string; details: Record<string, string> }[];
  }[];
}

const rowsShown = 6;
const cellShown = 60;

/** The first rows of a file as they would be read with these options; null once the file is gone. */
export async function previewImport(
  actor: UserActor,
  { id, options }: { id: string; options: ImportOptions },
): Promise<ImportPreview | null> {
  assertCan(actor, "report:import");
  const row = await db().import.findFirst({ where: { id, userId: actor.id }, select: { source: true } });
  if (!row) throw notFound("import");
  if (!row.source) return null;
  const table = readTable(decodeText(row.source).text);
  const now = new Date();
  return {
    headers: table.headers,
    rows: table.rows.slice(0, rowsShown).map(({ line, cells }) => {
      const { reports, problems } = readRow(cells, options, now);
      return {
        line,
        cells: cells.map((cell) => (cell.length > cellShown ? `${cell.slice(0, cellShown - 1)}…` : cell)),
        accounts: reports.map(({ address: { platform, handle } }) => ({ platform, handle })),
        problems: problems.map(({ reason, details }) => ({ reason, details })),
      };
    }),
  };
}
