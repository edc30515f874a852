import path from "node:path";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { writeBackup } from "@/lib/cli/backup/write-backup";
import { ownerUrlHere } from "@/lib/cli/product-database";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { env, makeSecrets } from "@/lib/env";
import { sealTrail } from "@/lib/usecases/seal-trail";

/** `backup DIR [--without-keys]`: everything that a desk is, in a new folder, while it goes on working. */
export async function backup(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { "without-keys": { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError("backup takes one folder, which it makes.");
  // What is in the backup is under a signed head, which a restored log is held against.
  await sealTrail();
  makeSecrets(env());
  const { dataDir } = env();
  const owner = new Client({ connectionString: await ownerUrlHere(), application_name: "demasque-backup" });
  owner.on("error", () => undefined);
  await owner.connect();
  try {
    const written = await writeBackup({
      folder,
      owner,
      keysFrom: values["without-keys"] ? null : path.join(dataDir, "keys"),
      onTable: (name, rows) => {
        if (rows > 0) process.stderr.write(`${name}: ${String(rows)}\n`);
      },
    });
    const rows = written.tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(
      `${JSON.stringify({ backup: folder, tables: written.tables.length, rows, keys: written.hasKeys })}\n`,
    );
    return exitCodes.ok;
  } finally {
    await owner.end();
  }
}
