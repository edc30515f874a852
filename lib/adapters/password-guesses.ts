import "server-only";
import type { PasswordFindings } from "@/lib/domain/access/password";

/** What stands behind this is read as far as a person types by hand; the estimate of more would take long and say nothing new. */
const charactersAtMost = 80;

interface Measure {
  known: ReadonlySet<string>;
  guessesLog10: (password: string, words: readonly string[]) => number;
}

let loading: Promise<Measure> | undefined;

/** The list and the estimator take some 15 MB and a tenth of a second: only processes in which a password is set have them. */
async function load(): Promise<Measure> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: charactersAtMost });
  return {
    known: new Set(dictionary["passwords-common"].map(String)),
    guessesLog10: (password, words) => estimator.check(password, [...words]).guessesLog10,
  };
}

/** Whether a new password is on the shipped list of leaked ones, and how many guesses it would take who knows the person's words. */
export async function measurePassword(password: string, words: readonly string[]): Promise<PasswordFindings> {
  const { known, guessesLog10 } = await (loading ??= load());
  const text = password.normalize("NFKC");
  return { isLeaked: known.has(text.toLowerCase()) || known.has(text), guessesLog10: guessesLog10(text, words) };
}
