import { closeDb } from "@/lib/db/client";
import { isLeft, type RateLimitName } from "@/lib/db/rate-limits";

/** A second process that guesses: `spend-elsewhere LIMIT KEY TRIES` prints how many of its tries were let through. */
const [, , name, key, tries] = process.argv;
const answers = await Promise.all(
  Array.from({ length: Number(tries) }, () => isLeft(name as RateLimitName, key ?? "")),
);
process.stdout.write(`${String(answers.filter(Boolean).length)}\n`);
await closeDb();
