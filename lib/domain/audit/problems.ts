/** What a verification of the trail can find wrong. Codes are stable: scripts and alarms go by them (docs/operations.md). */

const sentences = {
  // Keys, logs and what is remembered beside the key.
  key_differs: "is not the newest key of the log: the signing key here is another one",
  key_unendorsed: "was not endorsed by the key before it",
  log_empty: "has leaves but no signed head",
  log_unquoted: "does not quote the log before it",
  quoted_differs: "is quoted by the next log, and the tree here is another one",
  memory_missing: "is signed, and nothing is remembered beside the key",
  memory_unsigned: "is remembered beside the key without a right signature of the log's key",
  memory_other_log: "is remembered beside the key, and is of another log",
  log_shrank: "is smaller than the head remembered beside the key",
  history_differs: "is remembered beside the key, and the tree here is another one",
  // The tree.
  leaf_missing: "is missing",
  leaf_hash_differs: "has another hash than its bytes",
  leaf_unit_differs: "names another erasure unit than its entry",
  leaf_unsigned: "is after the newest signed head",
  tile_missing: "is missing",
  tile_differs: "differs from the tree",
  tile_surplus: "lies outside the tree",
  checkpoint_unsigned: "has no right signature of the log's key",
  checkpoint_differs: "says another size, root or log than its row",
  root_differs: "has another root than the tree",
  cosignature_wrong: "is not the witness's signature of this head",
  // The entries.
  body_differs: "differs from its leaf",
  secret_missing: "has lost the secret of its unit, and no erasure says so",
  entry_gone: "is gone, and no erasure accounts for it",
  erasure_differs: "has lost another number of entries than its erasures account for",
  entry_unsealed: "is neither sealed nor waiting to be",
  entry_late: "has waited to be sealed for more than 5 minutes",
  queue_dangling: "waits to be sealed and is gone",
  // The live rows (--deep).
  value_differs: "is not the value of its last entry",
  row_unentered: "has no entry of its insertion",
  row_gone: "is gone, and no entry says so",
  // The database itself (--deep).
  trigger_missing: "is missing",
  trigger_changed: "is disabled, or not as the migrations made it",
  trigger_added: "was not made by the migrations",
  function_changed: "is missing, or not as the migrations made it",
  grant_widened: "was not granted by the migrations",
  role_too_strong: "may do more than an application's role",
  setting_unsafe: "weakens what the triggers keep",
  table_foreign: "is no ordinary table of the owner's",
  // Something obtained earlier (--against).
  against_unsigned: "has no right signature of the log's key",
  against_other_log: "is of a log that is not here",
  against_ahead: "is of a greater tree than the one here: the log shrank",
  against_differs: "is of another tree than the one here: the history was rewritten",
  against_leaf_missing: "was promised, and is not in the log",
} as const;

export type ProblemCode = keyof typeof sentences;

export interface Problem {
  /** What it is about: "entry 123", "leaf 5", "tile 0/3", "row case/…", "trigger case.audited". */
  readonly id: string;
  readonly problem: ProblemCode;
  /** Facts, never content. */
  readonly details?: Readonly<Record<string, string | number>>;
}

export const problemCodes = Object.keys(sentences) as readonly ProblemCode[];

/** One line: which thing, what is wrong with it, and the facts that help to find it. */
export function describeProblem({ id, problem, details = {} }: Problem): string {
  const facts = Object.entries(details).map(([name, value]) => `${name} ${value}`);
  return `${id}: ${sentences[problem]}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`;
}

const listedOfAKind = 100;

/** Counts everything and keeps the first of each kind, so that a log of a million wrong entries is no flood. */
export class ProblemList {
  readonly #counts = new Map<ProblemCode, number>();
  readonly #listed: Problem[] = [];

  constructor(private readonly onListed: (problem: Problem) => void = () => undefined) {}

  add(...problems: readonly Problem[]): void {
    for (const one of problems) {
      const count = (this.#counts.get(one.problem) ?? 0) + 1;
      this.#counts.set(one.problem, count);
      if (count > listedOfAKind) continue;
      this.#listed.push(one);
      this.onListed(one);
    }
  }

  get listed(): readonly Problem[] {
    return this.#listed;
  }

  get count(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Of those that were counted and not listed, how many there are of each kind. */
  get unlisted(): ReadonlyMap<ProblemCode, number> {
    return new Map(
      [...this.#counts].flatMap(([code, count]) => (count > listedOfAKind ? [[code, count - listedOfAKind]] : [])),
    );
  }
}
