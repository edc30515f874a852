import "server-only";
import { createHash } from "node:crypto";
import { decodeText } from "@/lib/adapters/csv/decode-text";
import { fileBytesAtMost, readTable } from "@/lib/adapters/csv/read-table";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { invalidInput } from "@/lib/domain/errors";
import { guessMapping, type ImportOptions } from "@/lib/domain/import/mapping";

/** Takes a file in, reads it once to see that it can be read, and keeps it until the import has ended. Nothing is imported yet. */
export async function uploadImport(
  actor: UserActor,
  file: { name: string; bytes: Uint8Array<ArrayBuffer>; language: "fr" | "en" },
): Promise<{ id: string }> {
  assertCan(actor, "report:import");
  if (file.bytes.byteLength > fileBytesAtMost)
    throw invalidInput("file_too_large", { maximumMegabytes: fileBytesAtMost / 1_048_576 });
  const table = readTable(decodeText(file.bytes).text);
  const options: ImportOptions = {
    mapping: guessMapping(
      table.headers,
      table.rows.slice(0, 50).map((row) => row.cells),
    ),
    constants: { platform: null, track: null, ageAnswer: null },
    isMonthFirst: false,
    onError: "skip",
    isDryRun: false,
    language: file.language,
  };
  return change(actor, "import.started", {}, (tx) =>
    tx.import.create({
      data: {
        userId: actor.id,
        fileName: file.name.slice(0, 200),
        fileSha256: createHash("sha256").update(file.bytes).digest("hex"),
        source: file.bytes,
        options,
        status: "uploaded",
        totalRows: table.rows.length,
      },
      select: { id: true },
    }),
  );
}
