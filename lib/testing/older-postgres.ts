import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { chooseAccount } from "@/lib/cli/postgres/account";
import { findFreePort } from "@/lib/cli/postgres/cluster";
import { withClient } from "@/lib/cli/postgres/embedded";

/** Where Debian keeps the oldest version that we promise to run on. */
const programs = "/usr/lib/postgresql/15/bin";

export const hasOlderPostgres = existsSync(path.join(programs, "initdb"));

/** A server that is not ours to start, as `DATABASE_URL` names one. */
export interface OutsidePostgres {
  readonly superuserUrl: string;
  readonly url: (user: string, database: string) => string;
  stop(): Promise<void>;
}

/** Starts a Postgres 15 of the system in a scratch folder, with trust for everybody on the loopback interface. */
export async function startOlderPostgres(): Promise<OutsidePostgres> {
  const folder = mkdtempSync(path.join(tmpdir(), "demasque-postgres15-"));
  const account = await chooseAccount(folder);
  if (account) chownSync(folder, account.uid, account.gid);
  const as = account ? { uid: account.uid, gid: account.gid } : {};
  const data = path.join(folder, "data");
  execFileSync(
    path.join(programs, "initdb"),
    ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"],
    { ...as, cwd: folder, stdio: "ignore" },
  );
  const port = await findFreePort();
  const settings = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const server = spawn(
    path.join(programs, "postgres"),
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    { ...as, cwd: folder, stdio: "ignore" },
  );
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const url = (user: string, database: string) => `postgresql://${user}@127.0.0.1:${port}/${database}`;
  const superuserUrl = url("postgres", "postgres");
  for (let attempt = 0; ; attempt++) {
    try {
      await withClient(superuserUrl, (client) => client.query("SELECT 1"));
      break;
    } catch (error) {
      if (attempt > 100) throw error;
      await wait(100);
    }
  }
  return {
    superuserUrl,
    url,
    stop: async () => {
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
