export const exitCodes = { ok: 0, foundWrong: 1, badUsage: 2 } as const;

/** What a command throws for words that it does not understand; answered with its usage and exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
