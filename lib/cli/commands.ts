import { namesFile } from "./names-file";

export interface Command {
  readonly usage: string;
  readonly does: string;
  /** Opened (and started, when it is the embedded one and nobody has it running) before the command, closed after it. */
  readonly needsDatabase: boolean | ((words: readonly string[]) => boolean);
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
  fingerprint: {
    usage: "fingerprint FILE…",
    does: "a line of JSON for each picture: its PDQ fingerprint and how much there was to see, or why there is none",
    needsDatabase: false,
    load: async () => (await import("./commands/fingerprint")).fingerprint,
  },
  trace: {
    usage: "trace URL…",
    does: "follows each link to where it leads, public addresses only, and says every hop as a line of JSON",
    needsDatabase: false,
    load: async () => (await import("./commands/trace")).trace,
  },
  import: {
    usage:
      'import FILE --as EMAIL [--dry-run] [--on-error stop|skip] [--map "COLUMN=FIELD"]… [--track T] [--age A] [--platform P] [--month-first]',
    does: "takes a CSV or JSON Lines file of reports in; a report per bad line on standard error",
    needsDatabase: true,
    load: async () => (await import("./commands/import")).importFile,
  },
  export: {
    usage: 'export --as EMAIL [--format csv|jsonl] [--query "view=to_notify&platform=x"]',
    does: "writes the cases that a person may export to standard output, in a form that import reads",
    needsDatabase: true,
    load: async () => (await import("./commands/export")).exportFile,
  },
  notice: {
    usage: "notice CASE --recipient DESK --as EMAIL [--format form_text|markdown|csv|json|eml] [--explanation TEXT]",
    does: "builds a report about one case on standard output and sends nothing; what it lacks is said on standard error",
    needsDatabase: true,
    load: async () => (await import("./commands/notice")).notice,
  },
  sample: {
    usage: "sample [--cases N] [--seed S] [--until DAY]",
    does: "fills the desk with invented cases; the same seed and day give the same ones",
    needsDatabase: true,
    load: async () => (await import("./commands/sample")).sample,
  },
  bench: {
    usage:
      "bench [--cases N[,N…]] [--seconds N] [--trail|--pages|--matching|--ledger] [--hashes N] [--lines N] [--observables N] [--json]",
    does: "measures pages, reports a second, the search for the same picture or the ledger's figures on scratch databases of its own, beside their targets",
    needsDatabase: false,
    load: async () => (await import("./commands/bench")).bench,
  },
  backup: {
    usage: "backup DIR [--without-keys]",
    does: "writes everything that the desk is into a new folder, as of one moment, while the desk goes on working",
    needsDatabase: true,
    load: async () => (await import("./commands/backup")).backup,
  },
  "case-keys": {
    usage: "case-keys DIR",
    does: "writes the wrapped keys of the pictures into a new file of a folder kept apart, and deletes files there older than 35 days",
    needsDatabase: true,
    load: async () => (await import("./commands/case-keys")).caseKeys,
  },
  restore: {
    usage: "restore DIR [--erasures FILE] [--case-keys FILE]",
    does: "puts a backup into an empty data folder or database, holds its log against what was signed, and begins a new one",
    needsDatabase: false,
    load: async () => (await import("./commands/restore")).restore,
  },
  audit: {
    usage:
      "audit seal | verify [--deep] [--against FILE] [--json] | verify FILE --key KEY… [--witness KEY…] [--leaf FILE] [--language fr|en] [--json] | checkpoint | proof INDEX | growth FROM [TO] | witness list|add|end|send | cosignatures FILE | rotate-key [--key-file FILE] | new-log | adopt FILE",
    does: "signs the trail's tree, checks it (the first wrong ids, one a line; exit status 1), and gives out what others check it by",
    needsDatabase: ([what, ...rest]) => !(what === "verify" && namesFile(rest)),
    load: async () => (await import("./commands/audit")).audit,
  },
  user: {
    usage:
      "user list | invite --role R… --as EMAIL [--note TEXT] | suspend EMAIL --reason R | reset-second-factor EMAIL | sign-out-all EMAIL|--everybody",
    does: "lets people in and shows them out, under the operator's name",
    needsDatabase: true,
    load: async () => (await import("./commands/user")).user,
  },
  mode: {
    usage: "mode [normal | read-only | closed --reason TEXT]",
    does: "says or changes how the desk stands in an incident, on every instance, when no browser gets in",
    needsDatabase: true,
    load: async () => (await import("./commands/mode")).mode,
  },
};
