import { closeDb } from "@/lib/db/client";
import { isLeft, type RateLimitName } from "@/lib/db/rate-limits";
import { provideEnvironment } from "@/lib/env";

/** A second process that guesses: `spend-elsewhere DATABASE MASTER_KEY LIMIT KEY TRIES` prints how many of its tries were let through. */
const [, , databaseUrl = "", masterKey = "", name, key = "", tries] = process.argv;
provideEnvironment({ DATABASE_URL: databaseUrl, MASTER_KEY: masterKey });
const answers = await Promise.all(Array.from({ length: Number(tries) }, () => isLeft(name as RateLimitName, key)));
process.stdout.write(`${String(answers.filter(Boolean).length)}\n`);
await closeDb();
