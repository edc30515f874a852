import { randomBytes } from "node:crypto";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { startCluster, type Cluster } from "./cluster";

export const ownerRole = "demasque_owner";
export const applicationRole = "demasque_app";
const superuser = "postgres";
const databaseName = "demasque";

export interface DatabasePasswords {
  readonly superuser: string;
  readonly owner: string;
  readonly application: string;
}

/** The three ways into one database: the application's, the owner's (migrations), the superuser's (roles). */
export interface DatabaseUrls {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
}

export interface EmbeddedDatabase extends DatabaseUrls {
  readonly cluster: Cluster;
}

/** Sized for a small machine of two cores and a few gigabytes. */
const productSettings = {
  max_connections: "80",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  random_page_cost: "1.1",
  max_wal_size: "2GB",
  wal_compression: "on",
  // The queries here are short; compiling them costs more than it gains.
  jit: "off",
  // Starts, stops and disasters. A refused statement is its client's affair, and its message may quote what somebody wrote.
  log_min_messages: "log",
  log_statement: "none",
  // A failed statement in the log would carry what people wrote.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_line_prefix: "%m [%p] ",
} as const;

/** For databases that are thrown away: nothing has to survive a power cut. */
export const scratchSettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  autovacuum: "on",
} as const;

export interface EmbeddedOptions {
  readonly folder: string;
  readonly logFile: string;
  readonly passwords: DatabasePasswords;
  readonly settings?: Readonly<Record<string, string>>;
  readonly onSlowStart?: () => void;
}

/** Starts the embedded Postgres with its two roles and its database, made on the first start. */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const cluster = await startCluster({
    folder: options.folder,
    logFile: options.logFile,
    superuser,
    superuserPassword: options.passwords.superuser,
    settings: { ...productSettings, ...options.settings },
    ...(options.onSlowStart && { onSlowStart: options.onSlowStart }),
  });
  try {
    const urls = databaseUrls(cluster.port, options.passwords);
    await withClient(withDatabase(urls.superuserUrl, "postgres"), (client) => makeRoles(client, options.passwords));
    await makeDatabase(urls, databaseName);
    return { ...urls, cluster };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

export function databaseUrls(port: number, passwords: DatabasePasswords, database = databaseName): DatabaseUrls {
  const url = (user: string, password: string) =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${database}`;
  return {
    appUrl: url(applicationRole, passwords.application),
    ownerUrl: url(ownerRole, passwords.owner),
    superuserUrl: url(superuser, passwords.superuser),
  };
}

/** Neither role is a superuser: the owner may not switch triggers off for its session, the application owns nothing. */
async function makeRoles(client: Client, passwords: DatabasePasswords): Promise<void> {
  for (const [role, password] of [
    [ownerRole, passwords.owner],
    [applicationRole, passwords.application],
  ] as const) {
    const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
    const verb = rowCount === 0 ? "CREATE" : "ALTER";
    await client.query(
      `${verb} ROLE ${escapeIdentifier(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${escapeLiteral(password)}`,
    );
  }
}

/** A database of the owner in which nobody else may create anything. */
export async function makeDatabase(urls: DatabaseUrls, name: string): Promise<void> {
  await withClient(withDatabase(urls.superuserUrl, "postgres"), async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount !== 0) return;
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)} OWNER ${ownerRole} TEMPLATE template0`);
    await client.query(`REVOKE ALL ON DATABASE ${escapeIdentifier(name)} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(name)} TO ${applicationRole}`);
  });
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** One connection for the time of `work`. */
export async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  // A server that goes away in the middle speaks through the query that fails; without a listener the process would end.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function newPassword(): string {
  return randomBytes(24).toString("base64url");
}
