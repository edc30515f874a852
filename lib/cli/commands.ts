export interface Command {
  readonly usage: string;
  readonly does: string;
  /** Opened (and started, when it is the embedded one and nobody has it running) before the command, closed after it. */
  readonly needsDatabase: boolean;
  readonly load: () => Promise<(words: string[]) => Promise<number>>;
}

/** One entry per command; its file is read when it is called. */
export const commands: Readonly<Record<string, Command>> = {
  parse: {
    usage: "parse [--platform ID]",
    does: "reads lines on standard input: for each, platform, handle and id of the account as JSON, or why there is none",
    needsDatabase: false,
    load: async () => (await import("./commands/parse")).parse,
  },
  import: {
    usage: 'import FILE --as EMAIL [--dry-run] [--on-error stop|skip] [--map "COLUMN=FIELD"]… [--track T] [--age A] [--platform P] [--month-first]',
    does: "takes a CSV or JSON Lines file of reports in; a report per bad line on standard error",
    needsDatabase: true,
    load: async () => (await import("./commands/import")).importFile,
  },
  sample: {
    usage: "sample [--cases N] [--seed S] [--until DAY]",
    does: "fills the desk with invented cases; the same seed and day give the same ones",
    needsDatabase: true,
    load: async () => (await import("./commands/sample")).sample,
  },
};
