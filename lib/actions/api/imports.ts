import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { UserActor } from "@/lib/domain/access/actor";
import { ageAnswers, platformIds, tracks } from "@/lib/domain/case/vocabulary";
import { invalidInput } from "@/lib/domain/errors";
import { getImport } from "@/lib/queries/get-import";
import { cancelImport } from "@/lib/usecases/cancel-import";
import { startImport } from "@/lib/usecases/start-import";
import { uploadImport } from "@/lib/usecases/upload-import";
import { readBytes } from "../read-bytes";

const bytesAtMost = 50 * 1024 * 1024;
const isAsked = z.enum(["true", "false"]).default("false");

/** What a file's columns do not say, and how it is taken in. */
export const importQuerySchema = z.strictObject({
  name: z.string().min(1).max(200).default("import.csv"),
  track: z.enum(tracks).nullable().default(null),
  age: z.enum(ageAnswers).nullable().default(null),
  platform: z.enum(platformIds).nullable().default(null),
  language: z.enum(["fr", "en"]).default("fr"),
  month_first: isAsked,
  on_error: z.enum(["skip", "stop"]).default("skip"),
  dry_run: isAsked,
});
export type ImportQuery = z.infer<typeof importQuerySchema>;

/** The file itself; its digest stands for it where a request has to be known again. */
export async function readFileBody(request: Request): Promise<{ bytes: Uint8Array<ArrayBuffer>; sha256: string }> {
  const tooLarge = () => invalidInput("file_too_large", { maximumMegabytes: bytesAtMost / 1_048_576 });
  const bytes = await readBytes(request, bytesAtMost, tooLarge);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/**
 * Takes a CSV or JSON Lines file in and hands it to the worker. Columns are told by their names and contents, as on the screen.
 * @throws DomainError `invalid_input import_lacks` with what neither columns nor query say; nothing is imported then.
 */
export async function takeImport(actor: UserActor, bytes: Uint8Array<ArrayBuffer>, query: ImportQuery) {
  const { name, language, track, age, platform } = query;
  const { id } = await uploadImport(actor, { name, bytes, language });
  const { options } = await getImport(actor, id);
  try {
    await startImport(actor, {
      id,
      options: {
        ...options,
        constants: { track, ageAnswer: age, platform },
        isMonthFirst: query.month_first === "true",
        onError: query.on_error,
        isDryRun: query.dry_run === "true",
      },
    });
  } catch (error) {
    await cancelImport(actor, { id });
    throw error;
  }
  return readImport(actor, id);
}

/** How far it is, and its first bad rows, or those after a line. */
export async function readImport(actor: UserActor, id: string, afterLine = 0) {
  const { options: _settled, ...shown } = await getImport(actor, id, afterLine);
  return shown;
}
