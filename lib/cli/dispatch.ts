import { DomainError } from "@/lib/domain/errors";
import { EnvironmentError } from "@/lib/env";
import { commands as allCommands, type Command } from "./commands";
import { exitCodes, UsageError } from "./usage";

type Commands = Readonly<Record<string, Command>>;

/**
 * Runs one command line and gives its exit status: 0 done, 1 something is wrong, 2 bad usage. Results go to standard
 * output, everything else to standard error.
 */
export async function dispatch(words: readonly string[], commands: Commands = allCommands): Promise<number> {
  const [name = "", ...rest] = words;
  if (name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(`${usageText(commands)}\n`);
    return exitCodes.ok;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const complaint = name === "" ? "Which command?" : `There is no command "${name}".`;
    process.stderr.write(`${complaint}\n\n${usageText(commands)}\n`);
    return exitCodes.badUsage;
  }
  try {
    const run = await command.load();
    if (!needsDatabase(command, rest)) return await run(rest);
    const { withCommandDatabase } = await import("./command-database");
    return await withCommandDatabase(`demasque ${name}`, () => run(rest));
  } catch (error) {
    return explain(error, command);
  }
}

const needsDatabase = ({ needsDatabase: needs }: Command, words: readonly string[]): boolean =>
  typeof needs === "function" ? needs(words) : needs;

function usageText(commands: Commands): string {
  const lines = Object.values(commands).map(({ usage, does }) => `  ${usage}\n      ${does}`);
  return ["Usage: npm run -s demasque -- COMMAND [ARGUMENTS]", "", ...lines].join("\n");
}

function explain(error: unknown, command: Command): number {
  const message = error instanceof Error ? error.message : String(error);
  // parseArgs of Node names its refusals so.
  const isUsage =
    error instanceof UsageError || (error as { code?: unknown } | null)?.code?.toString().startsWith("ERR_PARSE_ARGS");
  process.stderr.write(isUsage ? `${message}\nUsage: npm run -s demasque -- ${command.usage}\n` : `${message}\n`);
  const isBadInput =
    error instanceof EnvironmentError || (error instanceof DomainError && error.code === "invalid_input");
  return isUsage || isBadInput ? exitCodes.badUsage : exitCodes.foundWrong;
}
