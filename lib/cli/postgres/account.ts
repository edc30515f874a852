import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The account that Postgres runs as when we are root, which it refuses to be. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Null when Postgres can run as whoever runs us. As root: the account that already owns the cluster, else `postgres`,
 * made when there is none (initdb insists on an account with a name).
 */
export async function chooseAccount(clusterFolder: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(clusterFolder).catch(() => null);
  if (owner && owner.uid !== 0) {
    const { stdout } = await run("id", ["-un", String(owner.uid)]);
    return { name: stdout.trim(), uid: owner.uid, gid: owner.gid };
  }
  const found = (await lookUp("postgres")) ?? (await createAccount("postgres"));
  if (found) return found;
  throw new Error(
    "Postgres does not run as root, and no account named postgres could be found or made here. Start as an ordinary user, add that account, or set DATABASE_URL.",
  );
}

async function lookUp(name: string): Promise<Account | null> {
  try {
    const uid = Number((await run("id", ["-u", name])).stdout);
    const gid = Number((await run("id", ["-g", name])).stdout);
    return { name, uid, gid };
  } catch {
    return null;
  }
}

/** Debian, Fedora and Arch have useradd; Alpine has adduser. */
async function createAccount(name: string): Promise<Account | null> {
  const ways: readonly (readonly [string, readonly string[]])[] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name]],
    ["adduser", ["-S", "-D", "-H", name]],
  ];
  for (const [command, words] of ways) {
    try {
      await run(command, [...words]);
      return await lookUp(name);
    } catch {
      continue;
    }
  }
  return null;
}

/** Whether the account may enter every folder on the way and read the last one. */
export async function canReach(account: Account, folder: string): Promise<boolean> {
  const absolute = path.resolve(folder);
  const root = path.parse(absolute).root;
  for (let place = absolute; ; place = path.dirname(place)) {
    const { mode, uid, gid } = await stat(place);
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
    const needed = place === absolute ? 0o5 : 0o1;
    if (((mode >> shift) & needed) !== needed) return false;
    if (place === root) return true;
  }
}
