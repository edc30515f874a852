import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { erasureListFile, readDestroyedKeys, readErasures, readPurges } from "@/lib/adapters/erasure-list";
import { rememberCheckpoint } from "@/lib/adapters/checkpoint-memory";
import { type Backup, readBackup } from "@/lib/cli/backup/backup-file";
import { loadCaseKeys, readCaseKeys } from "@/lib/cli/backup/case-keys";
import { loadBackup } from "@/lib/cli/backup/load-backup";
import { newestKnown, restoreKeys } from "@/lib/cli/backup/restore-keys";
import { lockDataFolder } from "@/lib/cli/data-lock";
import { openOutsideDatabase, type ProductDatabase, startOwnDatabase } from "@/lib/cli/product-database";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { closeDb } from "@/lib/db/client";
import { describeProblem } from "@/lib/domain/audit/problems";
import { env, provideEnvironment } from "@/lib/env";
import { beginNewLog } from "@/lib/usecases/begin-log";
import { eraseAgain } from "@/lib/usecases/erase-again";
import { purgeAgain } from "@/lib/usecases/purge-again";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { signOutPeople } from "@/lib/usecases/sign-out-people";
import { verifyTrail } from "@/lib/usecases/verify-trail";

const say = (line: string) => process.stderr.write(`${line}\n`);

/**
 * `restore DIR [--erasures FILE] [--case-keys FILE]`: a backup into an empty data folder, or an empty database. The log is held against the head that was
 * signed when the backup was made; then a new one begins, since whatever the old one signed later is lost.
 */
export async function restore(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { erasures: { type: "string" }, "case-keys": { type: "string" } },
    allowPositionals: true,
  });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError("restore takes the folder of one backup.");
  const backup = await readBackup(folder);
  const keyFile = values["case-keys"];
  const keys = keyFile === undefined ? [] : await readCaseKeys(keyFile, new Date());
  return await withDatabase(async (database) => {
    const { dataDir } = env();
    const known = await newestKnown(folder, backup, dataDir);
    await restoreKeys(folder, backup, env());
    const { ownerUrl, applicationRole } = database;
    await loadBackup({
      ...{ folder, backup, ownerUrl, applicationRole },
      onTable: (name, rows) => {
        if (rows > 0) say(`${name}: ${String(rows)}`);
      },
    });
    provideEnvironment({ DATABASE_URL: database.appUrl });
    const lists = [erasureListFile(), ...(values.erasures === undefined ? [] : [values.erasures])];
    return await finish(backup, known, lists, (destroyed) => loadCaseKeys(ownerUrl, keys, destroyed));
  });
}

async function finish(
  backup: Backup,
  known: string | null,
  erasureLists: readonly string[],
  loadKeys: (destroyed: ReadonlySet<string>) => Promise<number>,
): Promise<number> {
  const operator = { kind: "operator", requestId: randomUUID() } as const;
  if (backup.checkpoint !== null) rememberCheckpoint(backup.checkpoint);
  const { entries, problemCount, problems } = await verifyTrail({ isDeep: true });
  if (problemCount > 0) {
    for (const problem of problems) say(describeProblem(problem));
    say("The restored trail is not the one that was signed. Nothing was begun: look for another backup.");
    return exitCodes.foundWrong;
  }
  if (known !== null) rememberCheckpoint(known);
  const { origin } = await beginNewLog(operator);
  await sealTrail();
  const erasedAgain = await eraseAgain(operator, [...new Set(erasureLists.flatMap(readErasures))]);
  const destroyed = new Set(erasureLists.flatMap(readDestroyedKeys));
  const purges = new Set(erasureLists.flatMap((list) => readPurges(list, new Date(backup.madeAt))));
  const purgedAgain = await purgeAgain(operator, [...purges], [...destroyed]);
  const caseKeys = await loadKeys(destroyed);
  const signedOut = await signOutPeople(operator, null);
  await sealTrail();
  process.stdout.write(
    `${JSON.stringify({ restored: backup.madeAt, entries, problems: 0, log: origin, erasedAgain, purgedAgain, caseKeys, signedOut })}\n`,
  );
  return exitCodes.ok;
}

async function withDatabase(work: (database: ProductDatabase) => Promise<number>): Promise<number> {
  const environment = env();
  const closing = (database: ProductDatabase) => work(database).finally(closeDb);
  if (environment.hasDatabase) return await closing(await openOutsideDatabase(environment));
  const lock = await lockDataFolder(environment.dataDir, "demasque restore");
  try {
    const database = await startOwnDatabase(environment.dataDir, say);
    return await closing(database).finally(() => database.cluster?.stop());
  } finally {
    await lock.release();
  }
}
