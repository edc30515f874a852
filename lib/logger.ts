import { pino, type Logger } from "pino";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";

/**
 * Names whose values never reach a log, in the first three levels. A second line of defence: callers log ids, counts,
 * codes and durations, never what a person wrote or the address of an accused account.
 */
const hiddenNames = [
  ...[
    "password",
    "secret",
    "token",
    "cookie",
    "authorization",
    "databaseUrl",
    "masterKey",
    "sessionSecret",
    "signingKey",
  ],
  ...["email", "handle", "url", "address", "displayName", "text", "body", "content", "note", "query", "detail"],
];
const hiddenPaths = hiddenNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

interface Destination {
  write(line: string): void;
}

/** JSON lines on standard error: standard output belongs to what a command was asked for. */
export function createLogger(level: string, destination: Destination = process.stderr): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: hiddenPaths, censor: "[hidden]" },
      serializers: { err: describeError, error: describeError },
    },
    destination,
  );
}

/**
 * Type, code and place of an error. Its message stays out unless it is ours or the operating system's: a database quotes
 * the values that it refuses, a parser the text that it stumbled over.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  const mayQuote = !(error instanceof DomainError || typeof syscall === "string");
  return {
    type: error.name,
    ...(typeof code === "string" && { code }),
    ...(!mayQuote && { message: error.message }),
    frames: (error.stack ?? "")
      .split("\n")
      .filter((line) => line.startsWith("    at "))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

export const logger = createLogger(env().logLevel);

/** Every line of one request carries its id. */
export function loggerOf(requestId: string): Logger {
  return logger.child({ requestId });
}
