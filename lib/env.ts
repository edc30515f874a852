import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const port = z.string().regex(/^\d+$/).transform(Number).pipe(z.number().int().min(1).max(65_535));
const webAddress = z.url({ protocol: /^https?$/ }).transform((text, context) => {
  const { origin, href } = new URL(text);
  if (href !== `${origin}/`) context.addIssue("not an origin");
  return origin;
});
const postgresAddress = z.url({ protocol: /^postgres(ql)?$/ });
const mailAddress = z.url({ protocol: /^smtps?$/ });
const thirtyTwoBytes = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/)
  .refine((text) => Buffer.from(text, "base64").length === 32);

/** One row per variable: what is accepted, and the words for whoever set something else. */
const variables = {
  PORT: [port.optional(), "a port number from 1 to 65535"],
  HOST: [
    z
      .string()
      .regex(/^[A-Za-z0-9.:_-]+$/)
      .optional(),
    "an address or host name to listen on, such as 127.0.0.1 or 0.0.0.0",
  ],
  PUBLIC_URL: [webAddress.optional(), "what people type, such as https://desk.example.org, without a path"],
  DATA_DIR: [z.string().optional(), "a folder"],
  DATABASE_URL: [postgresAddress.optional(), "postgresql://user:password@host:port/database"],
  DATABASE_OWNER_URL: [postgresAddress.optional(), "postgresql://owner:password@host:port/database"],
  MASTER_KEY: [thirtyTwoBytes.optional(), "32 random bytes in base64 (44 characters)"],
  SESSION_SECRET: [z.string().min(32).optional(), "at least 32 random characters"],
  SIGNING_KEY: [thirtyTwoBytes.optional(), "32 random bytes in base64 (44 characters)"],
  SMTP_URL: [mailAddress.optional(), "smtp://user:password@host:port or smtps://…"],
  MAIL_FROM: [
    z
      .string()
      .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/)
      .optional(),
    "an address such as desk@example.org or Desk <desk@example.org>",
  ],
  OIDC_ISSUER: [
    z
      .url({ protocol: /^https?$/ })
      .regex(/^(https:|http:\/\/(localhost|127(\.\d+){3}|\[::1\])([:/]|$))/)
      .optional(),
    "the issuer's address, which begins with https:// (http:// for this machine only)",
  ],
  OIDC_NAME: [z.string().max(60).optional(), "the name on the button, at most 60 characters"],
  OIDC_CLIENT_ID: [z.string().optional(), "the client's id"],
  OIDC_CLIENT_SECRET: [z.string().optional(), "the client's secret"],
  WORKER: [z.enum(["inline", "off"]).optional(), "inline or off"],
  DEMASQUE_TOKEN: [
    z
      .string()
      .regex(/^dmq_[A-Za-z0-9_-]{43}$/)
      .optional(),
    "a personal token, as Settings showed it once",
  ],
  LOG_LEVEL: [z.enum(logLevels).optional(), `one of ${logLevels.join(", ")}`],
} as const satisfies Record<string, readonly [z.ZodType, string]>;
type Variable = keyof typeof variables;

/** A variable has a value that cannot be used. The value itself is not repeated: it may be a secret. */
export class EnvironmentError extends Error {
  readonly variables: readonly string[];
  constructor(problems: readonly { readonly variable: string; readonly expected: string }[]) {
    super(problems.map(({ variable, expected }) => `${variable}: expected ${expected}.`).join("\n"));
    this.name = "EnvironmentError";
    this.variables = problems.map(({ variable }) => variable);
  }
}

type SecretName = "MASTER_KEY" | "SESSION_SECRET" | "SIGNING_KEY";

type Value<Name extends Variable> = z.infer<(typeof variables)[Name][0]>;

/** What the processes of the product read. The three secrets are read (or made) when they are first asked for. */
export interface Environment {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  /** Absolute. */
  readonly dataDir: string;
  /** The application's way in. Throws where nobody has set it: start sets it once the embedded database runs. */
  readonly databaseUrl: string;
  readonly hasDatabase: boolean;
  readonly databaseOwnerUrl: Value<"DATABASE_OWNER_URL">;
  /** 32 bytes in base64; wraps the data keys of the evidence and of the second factors. */
  readonly masterKey: string;
  readonly sessionSecret: string;
  /** 32 bytes in base64: the seed of the Ed25519 key that signs checkpoints. */
  readonly signingKey: string;
  /** It comes from the environment, so that the product cannot replace it. */
  readonly isSigningKeyGiven: boolean;
  readonly isMasterKeyGiven: boolean;
  readonly smtpUrl: Value<"SMTP_URL">;
  readonly mailFrom: Value<"MAIL_FROM">;
  /** The OpenID provider, where one is set up. */
  readonly oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | null;
  readonly worker: "inline" | "off";
  readonly logLevel: (typeof logLevels)[number];
  /** For commands that act as a named person. */
  readonly commandToken: Value<"DEMASQUE_TOKEN">;
  readonly isProduction: boolean;
}

type Source = Readonly<Record<string, string | undefined>>;

/** Throws `EnvironmentError` with every wrong variable at once. An empty value counts as absent. */
export function parseEnvironment(source: Source): Environment {
  const problems: { variable: string; expected: string }[] = [];
  const read = <Name extends Variable>(name: Name): Value<Name> | undefined => {
    const text = source[name];
    if (text === undefined || text.trim() === "") return undefined;
    const [schema, expected] = variables[name];
    const parsed = schema.safeParse(text.trim());
    if (parsed.success) return parsed.data as Value<Name>;
    problems.push({ variable: name, expected });
    return undefined;
  };
  const readProvider = (): Environment["oidc"] => {
    const [issuer, clientId, clientSecret] = [read("OIDC_ISSUER"), read("OIDC_CLIENT_ID"), read("OIDC_CLIENT_SECRET")];
    const name = read("OIDC_NAME");
    if (issuer && clientId && clientSecret)
      return { issuer, clientId, clientSecret, name: name ?? new URL(issuer).host };
    const given = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret };
    const isAnyGiven = Object.values(given).some((value) => value !== undefined);
    for (const [variable, value] of Object.entries(given)) {
      const isNew = isAnyGiven && value === undefined && !problems.some((problem) => problem.variable === variable);
      if (isNew) problems.push({ variable, expected: "a value, because the other variables of OIDC are set" });
    }
    return null;
  };
  const databaseUrl = read("DATABASE_URL");
  const listenPort = read("PORT") ?? 3000;
  const plain = {
    port: listenPort,
    host: read("HOST") ?? "127.0.0.1",
    publicUrl: read("PUBLIC_URL") ?? `http://localhost:${String(listenPort)}`,
    dataDir: path.resolve(/* turbopackIgnore: true */ read("DATA_DIR") ?? ".data"),
    databaseOwnerUrl: read("DATABASE_OWNER_URL"),
    smtpUrl: read("SMTP_URL"),
    mailFrom: read("MAIL_FROM"),
    oidc: readProvider(),
    worker: read("WORKER") ?? "inline",
    logLevel: read("LOG_LEVEL") ?? "info",
    commandToken: read("DEMASQUE_TOKEN"),
    isProduction: source["NODE_ENV"] === "production",
  } as const;
  const given: Record<SecretName, string | undefined> = {
    MASTER_KEY: read("MASTER_KEY"),
    SESSION_SECRET: read("SESSION_SECRET"),
    SIGNING_KEY: read("SIGNING_KEY"),
  };
  if (
    plain.smtpUrl !== undefined &&
    plain.mailFrom === undefined &&
    !problems.some((p) => p.variable === "MAIL_FROM")
  ) {
    problems.push({ variable: "MAIL_FROM", expected: "a sender's address, because SMTP_URL is set" });
  }
  if (plain.databaseOwnerUrl !== undefined && databaseUrl === undefined) {
    problems.push({
      variable: "DATABASE_URL",
      expected: "the application's way into the database, because DATABASE_OWNER_URL is set",
    });
  }
  if (problems.length > 0) throw new EnvironmentError(problems);
  const secret = (name: SecretName) => given[name] ?? readOrMakeKey(plain.dataDir, name);
  return {
    ...plain,
    isSigningKeyGiven: given.SIGNING_KEY !== undefined,
    isMasterKeyGiven: given.MASTER_KEY !== undefined,
    hasDatabase: databaseUrl !== undefined,
    get databaseUrl() {
      if (databaseUrl === undefined)
        throw new Error("DATABASE_URL is not set, and no embedded database was started here.");
      return databaseUrl;
    },
    get masterKey() {
      // Asked for with every report; it never changes while a process lives.
      return (given.MASTER_KEY ??= secret("MASTER_KEY"));
    },
    get sessionSecret() {
      return secret("SESSION_SECRET");
    },
    get signingKey() {
      return secret("SIGNING_KEY");
    },
  };
}

/** Makes on a first start what would otherwise be made when it is first needed. */
export function makeSecrets(environment: Environment): void {
  for (const name of ["masterKey", "sessionSecret", "signingKey"] as const) {
    if (environment[name] === "") throw new Error(`${name} is empty.`);
  }
}

/**
 * A secret from `DATA_DIR/keys`, made on first use and readable by its owner only. Two processes that make the same one
 * at once end up with the same bytes.
 */
export function readOrMakeKey(dataFolder: string, name: string): string {
  const folder = path.join(dataFolder, "keys");
  const file = path.join(folder, name);
  const found = readKey(file);
  if (found !== null) return found;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const draft = `${file}.${String(process.pid)}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
  const made = readKey(file);
  if (made === null) throw new Error(`${file} could not be made.`);
  return made;
}

function readKey(file: string): string | null {
  try {
    const text = readFileSync(file, "utf8").trim();
    if (text === "") throw new Error(`${file} is empty. Put the key back from a backup.`);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

let parsed: Environment | undefined;

/** Parsed at the first call, so that a module may be loaded (by a build, by a test) where nothing is set. */
export function env(): Environment {
  return (parsed ??= parseEnvironment(process.env));
}

/** For this process and its children: start and the command line find out some of it themselves (a port, an address). */
export function provideEnvironment(values: Readonly<Partial<Record<Variable, string>>>): void {
  Object.assign(process.env, values);
  parsed = undefined;
}

/** The surroundings of a child process: what is around us, without what only a parent needs, and `values`. */
export function environmentForChild(values: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = { ...process.env };
  delete inherited["DATABASE_OWNER_URL"];
  return { ...inherited, NEXT_TELEMETRY_DISABLED: "1", ...values };
}

export function isRunByNpm(): boolean {
  return process.env["npm_lifecycle_event"] !== undefined;
}

/** The surroundings of a program under test: nothing of the product's own settings leaks in from the developer's shell. */
export function environmentForTest(values: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = { ...process.env };
  for (const name of Object.keys(variables)) Reflect.deleteProperty(inherited, name);
  // Vitest and Playwright set these; the product chooses its own.
  for (const name of ["NODE_ENV", "NODE_OPTIONS", "VITEST", "npm_lifecycle_event"])
    Reflect.deleteProperty(inherited, name);
  return { ...inherited, ...values };
}
