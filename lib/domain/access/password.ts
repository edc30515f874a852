export const passwordLength = { least: 12, most: 200 } as const;

export type PasswordProblem = "password_short" | "password_long" | "password_trivial" | "password_leaked";

/** What is known of a password besides its letters; found out elsewhere, since it takes a list and an estimator. */
export interface PasswordFindings {
  /** It is on the shipped list of passwords that were leaked somewhere. */
  isLeaked: boolean;
  /** Decimal logarithm of the guesses it takes somebody who knows the common passwords and the person's words. */
  guessesLog10: number;
}

/** Ten thousand million: out of reach for whoever stole the hashes and has a room of machines for some days. */
export const leastGuessesLog10 = 10;

/** What the person or the desk is called: a password made of these is the first that anybody tries. */
export interface PasswordSurroundings {
  email: string;
  pseudonym?: string;
  organisation?: string;
}

const knownWords = [
  ...[
    "demasque",
    "password",
    "passwort",
    "motdepasse",
    "mot de passe",
    "passe",
    "admin",
    "administrator",
    "administrateur",
  ],
  ...["welcome", "bienvenue", "iloveyou", "letmein", "changeme", "secret", "bonjour", "soleil"],
  ...["azertyuiop", "qwertyuiop", "qsdfghjklm", "asdfghjkl", "wxcvbn", "zxcvbnm", "azerty", "qwerty"],
];
const runs = [
  "abcdefghijklmnopqrstuvwxyz",
  "zyxwvutsrqponmlkjihgfedcba",
  "01234567890123456789",
  "98765432109876543210",
];
/** Fewer different characters than this, once everything that can be guessed is taken away, is a trivial password. */
const leastDifferent = 5;

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function withoutRuns(text: string): string {
  let rest = text;
  for (const run of runs) {
    for (let length = Math.min(run.length, rest.length); length >= 4; length -= 1) {
      for (let start = 0; start + length <= run.length; start += 1)
        rest = rest.replaceAll(run.slice(start, start + length), "");
    }
  }
  return rest;
}

/** One short piece over and over. */
const isRepetition = (text: string): boolean => /^(.{1,6}?)\1+$/su.test(text);

/** The words that this person and the product suggest, longest first. */
export function passwordWords({ email, pseudonym = "", organisation = "" }: PasswordSurroundings): string[] {
  const [local = "", domain = ""] = plain(email).split("@");
  const names = [
    plain(email),
    local,
    ...local.split(/[._+-]+/),
    ...domain.split("."),
    plain(pseudonym),
    plain(organisation),
  ];
  return [...names, ...plain(organisation).split(/\s+/), ...knownWords]
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
}

/**
 * Length, nothing that is guessed from the person's or the product's names, a row of keys, digits alone or a repetition, and nothing
 * that was leaked or is within reach of guessing.
 * No rule about kinds of characters: they make passwords worse (NIST SP 800-63B).
 */
export function passwordProblem(
  password: string,
  surroundings: PasswordSurroundings,
  { isLeaked, guessesLog10 }: PasswordFindings,
): PasswordProblem | null {
  const characters = [...password.normalize("NFKC")];
  if (characters.length < passwordLength.least) return "password_short";
  if (characters.length > passwordLength.most) return "password_long";
  const text = plain(password);
  if (/^[\d\s.,/-]+$/.test(text) || isRepetition(text)) return "password_trivial";
  let rest = text;
  for (const word of passwordWords(surroundings)) rest = rest.replaceAll(word, "");
  rest = withoutRuns(rest).replace(/[\d\s\p{P}\p{S}]+$/u, "");
  if (new Set(rest).size < leastDifferent) return "password_trivial";
  if (isLeaked) return "password_leaked";
  return guessesLog10 < leastGuessesLog10 ? "password_trivial" : null;
}
