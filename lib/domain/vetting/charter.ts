/**
 * The charter that everybody accepts. Its words are the messages `charter`; whoever changes them gives a new version here, and
 * everybody is asked again at their next request. A test holds the words of both languages against the digest of the version.
 */
export const charterVersion = "2026-11";

/** In the order of the page: message `charter.rule.<id>.title` and `.body`. */
export const charterRules = [
  "accounts",
  "words",
  "two_persons",
  "no_contact",
  "no_images",
  "minors",
  "secrecy",
  "interest",
  "care",
] as const;

/** SHA-256 of the English and French words of each version, the newest last. */
export const charterDigests: Readonly<Record<string, string>> = {
  "2026-11": "3d1480566a8d303332bf7185e93870e533a2bce9d7c9ac8ca0ccbbbf91cbe17f",
};
