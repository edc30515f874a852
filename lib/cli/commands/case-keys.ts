import { Client } from "pg";
import { writeCaseKeys } from "@/lib/cli/backup/case-keys";
import { ownerUrlHere } from "@/lib/cli/product-database";
import { exitCodes, UsageError } from "@/lib/cli/usage";

/** `case-keys DIR`: the keys of the pictures, wrapped, into a new file of a folder that is kept apart from the backups. */
export async function caseKeys([folder, ...more]: string[]): Promise<number> {
  if (folder === undefined || more.length > 0)
    throw new UsageError("case-keys takes one folder, kept apart from the backups.");
  const owner = new Client({ connectionString: await ownerUrlHere(), application_name: "demasque-case-keys" });
  owner.on("error", () => undefined);
  await owner.connect();
  try {
    process.stdout.write(`${JSON.stringify(await writeCaseKeys(owner, folder, new Date()))}\n`);
    return exitCodes.ok;
  } finally {
    await owner.end();
  }
}
