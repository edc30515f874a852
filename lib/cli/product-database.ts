import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { migrate, type MigrationResult } from "@/prisma/migrate";
import { env, readOrMakeKey, type Environment } from "@/lib/env";
import { findRunningServer, type Cluster } from "./postgres/cluster";
import { databaseUrls, startEmbeddedDatabase, withClient, type DatabasePasswords } from "./postgres/embedded";

/** The database that the product works on, wherever it is. */
export interface ProductDatabase {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly applicationRole: string;
  /** Null for a database that is not ours to start and stop. */
  readonly cluster: Cluster | null;
  /** What the operator should know about it. */
  readonly warnings: readonly string[];
}

const oldestServerVersion = 150_000;

export function embeddedFolder(dataFolder: string): string {
  return path.join(dataFolder, "postgres");
}

function passwordsIn(dataFolder: string): DatabasePasswords {
  return {
    superuser: readOrMakeKey(dataFolder, "database-superuser"),
    owner: readOrMakeKey(dataFolder, "database-owner"),
    application: readOrMakeKey(dataFolder, "database-application"),
  };
}

/** Starts the embedded database of this data folder. The caller holds its lock. */
export async function startOwnDatabase(dataFolder: string, say: (line: string) => void): Promise<ProductDatabase> {
  const database = await startEmbeddedDatabase({
    folder: embeddedFolder(dataFolder),
    logFile: path.join(dataFolder, "postgres.log"),
    passwords: passwordsIn(dataFolder),
    onSlowStart: () => {
      say("The database is recovering from an abrupt end; this can take a while …");
    },
  });
  const { appUrl, ownerUrl, cluster } = database;
  return { appUrl, ownerUrl, cluster, applicationRole: new URL(appUrl).username, warnings: [] };
}

/** The embedded database when another program of this data folder has it running, else null. */
export async function findOwnDatabase(dataFolder: string): Promise<{ appUrl: string; ownerUrl: string } | null> {
  const server = await findRunningServer(embeddedFolder(dataFolder));
  return server && databaseUrls(server.port, passwordsIn(dataFolder));
}

/** Looks at a database from outside: is it there, new enough, and do the trail's grants mean anything in it. */
export async function openOutsideDatabase(environment: Environment): Promise<ProductDatabase> {
  const appUrl = environment.databaseUrl;
  const facts = await withPatience("DATABASE_URL", () =>
    withClient(appUrl, async (client) => {
      const { rows } = await client.query<{ role: string; version: number; is_superuser: boolean }>(
        `SELECT current_user AS role, current_setting('server_version_num')::int AS version,
                (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS is_superuser`,
      );
      return rows[0];
    }),
  );
  if (!facts) throw new Error("DATABASE_URL: the server answered nothing.");
  if (facts.version < oldestServerVersion) {
    throw new Error(
      `DATABASE_URL: Postgres 15 or newer is needed; this server is ${String(Math.floor(facts.version / 10_000))}.`,
    );
  }
  const warnings: string[] = [];
  if (environment.databaseOwnerUrl === undefined) {
    warnings.push(
      "DATABASE_OWNER_URL is not set: the application migrates the database itself, owns its tables, and could rewrite the trail. The trail's grants do not hold.",
    );
  } else {
    await withPatience("DATABASE_OWNER_URL", () =>
      withClient(environment.databaseOwnerUrl ?? "", (client) => client.query("SELECT 1")),
    );
  }
  if (facts.is_superuser) {
    warnings.push(
      `The application's role ${facts.role} is a superuser of the database. The trail's grants do not hold.`,
    );
  }
  return {
    appUrl,
    ownerUrl: environment.databaseOwnerUrl ?? appUrl,
    applicationRole: facts.role,
    cluster: null,
    warnings,
  };
}

/** Brings the schema up to date and says whether the application's role ended up owning what it must not own. */
export async function migrateProduct(
  database: ProductDatabase,
  onApply: (name: string) => void,
): Promise<MigrationResult & { warnings: readonly string[] }> {
  const { ownerUrl, applicationRole } = database;
  const result = await migrate({ ownerUrl, applicationRole, onApply });
  const owned = await withClient(database.appUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(current_user, tableowner, 'MEMBER') ORDER BY 1 LIMIT 1",
    );
    return rows[0]?.name;
  });
  const alreadySaid = ownerUrl === database.appUrl;
  const warnings =
    owned === undefined || alreadySaid
      ? []
      : [`The application's role ${applicationRole} owns tables (${owned}, …). The trail's grants do not hold.`];
  return { ...result, warnings };
}

const patienceSeconds = 30;
/** Refused, no such host yet, starting up, shutting down: what a database that was started together with us says. */
const passingCodes = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ECONNRESET", "57P03", "57P01"]);

async function withPatience<Result>(variable: string, work: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === undefined || !passingCodes.has(code) || Date.now() > deadline) {
        throw new Error(`${variable}: the database cannot be used: ${message || (code ?? "no answer")}.`, {
          cause: error,
        });
      }
      await wait(500);
    }
  }
}

/** The owner's way into the database that a command works on. */
export async function ownerUrlHere(): Promise<string> {
  const { dataDir, databaseUrl, databaseOwnerUrl } = env();
  const own = await findOwnDatabase(dataDir);
  return databaseOwnerUrl ?? (own?.appUrl === databaseUrl ? own.ownerUrl : databaseUrl);
}
