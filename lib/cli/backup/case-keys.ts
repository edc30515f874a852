import { mkdir, readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { z } from "zod";
import { masterMark } from "@/lib/adapters/case-keys";
import { BackupError } from "./backup-file";

/**
 * The key store in a file of its own. No backup of the tables holds it, and no copy of it is older than 35 days: so destroying a key
 * takes every copy of its pictures with it.
 */
export const keyFileDays = 35;

const fileSchema = z.strictObject({
  format: z.literal("demasque-case-keys"),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  keys: z.array(
    z.strictObject({ id: z.uuid(), caseId: z.uuid(), wrapped: z.base64(), master: z.string(), createdAt: z.string() }),
  ),
});

const nameForm = /^case-keys-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.json$/;
const nameAt = (at: Date): string => `case-keys-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z.json`;

function madeAt(name: string): Date | null {
  const [, ...parts] = nameForm.exec(name) ?? [];
  const [year = 0, month = 1, day = 1, ...time] = parts.map(Number);
  return parts.length === 0 ? null : new Date(Date.UTC(year, month - 1, day, ...time));
}

const isTooOld = (made: Date, now: Date): boolean => now.getTime() - made.getTime() > keyFileDays * 86_400_000;

/** Writes the keys that there are now, and deletes older files of the same folder whose time is over. */
export async function writeCaseKeys(owner: Client, folder: string, now: Date) {
  const { rows } = await owner.query<z.infer<typeof fileSchema>["keys"][number]>(
    `SELECT id, case_id AS "caseId", translate(encode(wrapped, 'base64'), E'\\n', '') AS wrapped, master, created_at::text AS "createdAt"
     FROM (SELECT * FROM keystore.case_key UNION ALL SELECT * FROM keystore.withdrawn_key) AS key ORDER BY id`,
  );
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, nameAt(now));
  const told = { format: "demasque-case-keys", version: 1, madeAt: now.toISOString(), keys: rows };
  // Whole or not at all.
  await writeFile(`${file}.part`, `${JSON.stringify(told)}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.part`, file);
  const old = (await readdir(folder)).filter((name) => {
    const made = madeAt(name);
    return made !== null && isTooOld(made, now);
  });
  for (const name of old) await unlink(path.join(folder, name));
  return { file, keys: rows.length, deleted: old.length };
}

/** Reads such a file before anything is restored. @throws BackupError where it is none, is too old, or is another master key's. */
export async function readCaseKeys(file: string, now: Date) {
  let read: z.infer<typeof fileSchema>;
  try {
    read = fileSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw new BackupError(`${file} is no file of case keys that this version writes and reads.`, { cause });
  }
  if (isTooOld(new Date(read.madeAt), now))
    throw new BackupError(
      `${file} is older than ${String(keyFileDays)} days: keys that were destroyed since must not come back. Nothing was restored.`,
    );
  return read.keys;
}
export type CaseKeys = Awaited<ReturnType<typeof readCaseKeys>>;

/**
 * Puts keys back for the pictures that a restored database holds: none that was destroyed, none of a case that is erased or purged,
 * and out of reach for what is in the safety lane. Returns how many.
 */
export async function loadCaseKeys(ownerUrl: string, keys: CaseKeys, destroyed: ReadonlySet<string>): Promise<number> {
  const mark = masterMark();
  if (keys.some(({ master }) => master !== mark))
    throw new BackupError(
      "The case keys were wrapped with another master key than the one here. Put that key back first.",
    );
  const wanted = keys.filter(({ id }) => !destroyed.has(id));
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query("BEGIN");
    await owner.query("ALTER TABLE keystore.case_key DISABLE TRIGGER open_cases_only");
    const { rows } = await owner.query<{ loaded: number }>(
      `WITH given AS (SELECT k.id, k."caseId" AS case_id, decode(k.wrapped, 'base64') AS wrapped, k.master, k."createdAt" AS created_at, c.queue = 'lane' AS in_lane
         FROM jsonb_to_recordset($1::jsonb) AS k(id uuid, "caseId" uuid, wrapped text, master text, "createdAt" timestamptz)
         JOIN "case" c ON c.id = k."caseId"
        WHERE EXISTS (SELECT 1 FROM case_image i WHERE i.key_id = k.id UNION ALL SELECT 1 FROM locked_image i WHERE i.key_id = k.id)),
       open AS (INSERT INTO keystore.case_key SELECT id, case_id, wrapped, master, created_at FROM given WHERE NOT in_lane RETURNING 1),
       closed AS (INSERT INTO keystore.withdrawn_key SELECT id, case_id, wrapped, master, created_at FROM given WHERE in_lane RETURNING 1)
       SELECT (SELECT count(*) FROM open)::int + (SELECT count(*) FROM closed)::int AS loaded`,
      [JSON.stringify(wanted)],
    );
    await owner.query("ALTER TABLE keystore.case_key ENABLE TRIGGER open_cases_only");
    await owner.query("COMMIT");
    return rows[0]?.loaded ?? 0;
  } finally {
    await owner.end();
  }
}
