import "server-only";
import { createHash, randomInt } from "node:crypto";
import { db } from "@/lib/db/client";

/** No character that is read as another one: no 0 O, 1 I L, 5 S, 8 B, U V. */
const alphabet = "ACDEFGHJKMNPQRTWXYZ234679";
const length = 8;
export const setupCodeMinutes = 30;

/**
 * A one-time code for the first administrator, to be printed where the server was started; only its hash is kept. Null once
 * somebody has an account. Every instance that starts meanwhile prints one of its own, and each of them is good.
 */
export async function issueSetupCode(now: Date): Promise<{ code: string; expiresAt: Date } | null> {
  if ((await db().user.findFirst({ where: { isSample: false }, select: { id: true } })) !== null) return null;
  const letters = Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
  const expiresAt = new Date(now.getTime() + setupCodeMinutes * 60_000);
  await db().$transaction([
    db().setupCode.deleteMany({ where: { expiresAt: { lt: now } } }),
    db().setupCode.create({ data: { codeHash: hashSetupCode(letters), createdAt: now, expiresAt } }),
  ]);
  return { code: `${letters.slice(0, 4)}-${letters.slice(4)}`, expiresAt };
}

/** The same for the code as printed and as typed: case, spaces and dashes do not count. */
export function hashSetupCode(code: string): string {
  return createHash("sha256")
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ""))
    .digest("hex");
}
