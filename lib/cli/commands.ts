export interface Command {
  readonly usage: string;
  readonly does: string;
  /** Opened (and started, when it is the embedded one and nobody has it running) before the command, closed after it. */
  readonly needsDatabase: boolean;
  readonly load: () => Promise<(words: string[]) => Promise<number>>;
}

/** One entry per command; its file is read when it is called. */
export const commands: Readonly<Record<string, Command>> = {};
