import "server-only";
import { createHmac } from "node:crypto";
import { plainCode, recoveryCodeCount } from "@/lib/domain/access/second-factor";
import { env } from "@/lib/env";
import { Prisma, type Db, type Tx } from "./client";

/** Changes of one person's factors wait for each other: the last two cannot be removed at once. */
export async function lockFactors(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`demasque.factor:${userId}`}, 0))`;
}

/** The table alone says nothing about a code: the digest is keyed, and each person's is another. */
const recoveryHash = (userId: string, code: string): string =>
  createHmac("sha256", env().masterKey)
    .update(`recovery-code:${userId}:${plainCode(code)}`)
    .digest("base64url");

export interface HeldFactors {
  hasTotp: boolean;
  passkeys: number;
  codesLeft: number;
}

export async function countFactors(database: Db, userId: string): Promise<HeldFactors> {
  const [row] = await database.$queryRaw<HeldFactors[]>`
    SELECT EXISTS (SELECT 1 FROM second_factor WHERE user_id = ${userId}::uuid AND kind = 'totp') AS "hasTotp",
           (SELECT count(*)::integer FROM passkey WHERE user_id = ${userId}::uuid) AS passkeys,
           coalesce((SELECT codes_left FROM second_factor WHERE user_id = ${userId}::uuid AND kind = 'recovery'), 0)::integer AS "codesLeft"`;
  return row ?? { hasTotp: false, passkeys: 0, codesLeft: 0 };
}

/** Whether this person has to have a factor: they hold a role, and the organisation wants it so. */
export async function isFactorRequired(database: Db, userId: string): Promise<boolean> {
  const [row] = await database.$queryRaw<{ required: boolean }[]>`
    SELECT cardinality(roles) > 0 AND is_second_factor_required() AS required FROM "user" WHERE id = ${userId}::uuid`;
  return row?.required === true;
}

/** The sealed secret of the app's codes. */
export async function findTotp(database: Db, userId: string): Promise<Uint8Array | null> {
  const row = await database.secondFactor.findUnique({ where: { userId_kind: { userId, kind: "totp" } } });
  return row?.secret ?? null;
}

export async function insertTotp(
  tx: Tx,
  userId: string,
  sealed: Uint8Array<ArrayBuffer>,
  counter: number,
): Promise<void> {
  const lastCounter = BigInt(counter);
  await tx.secondFactor.create({ data: { userId, kind: "totp", secret: sealed, lastCounter, lastUsedAt: new Date() } });
}

/** Takes the code of a time step: each once, and none older than the last. Of two at the same time, one. */
export async function takeTotpCounter(tx: Tx, userId: string, counter: number): Promise<boolean> {
  const { count } = await tx.secondFactor.updateMany({
    where: { userId, kind: "totp", OR: [{ lastCounter: null }, { lastCounter: { lt: BigInt(counter) } }] },
    data: { lastCounter: BigInt(counter), lastUsedAt: new Date() },
  });
  return count === 1;
}

/** Takes a recovery code away. Of two at the same time, one. */
export async function takeRecoveryCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const hash = recoveryHash(userId, code);
  const count = await tx.$executeRaw(Prisma.sql`
    UPDATE second_factor SET code_hashes = array_remove(code_hashes, ${hash}), codes_left = codes_left - 1, last_used_at = clock_timestamp()
    WHERE user_id = ${userId}::uuid AND kind = 'recovery' AND ${hash} = ANY (code_hashes)`);
  return count === 1;
}

/** In place of whatever codes there were. */
export async function putRecoveryCodes(tx: Tx, userId: string, codes: readonly string[]): Promise<void> {
  const codeHashes = codes.map((code) => recoveryHash(userId, code));
  const fresh = { codeHashes, codesLeft: recoveryCodeCount, createdAt: new Date(), lastUsedAt: null };
  await tx.secondFactor.upsert({
    where: { userId_kind: { userId, kind: "recovery" } },
    create: { userId, kind: "recovery", ...fresh },
    update: fresh,
  });
}

export async function deleteTotp(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.secondFactor.deleteMany({ where: { userId, kind: "totp" } })).count === 1;
}

export async function deleteRecoveryCodes(tx: Tx, userId: string): Promise<void> {
  await tx.secondFactor.deleteMany({ where: { userId, kind: "recovery" } });
}

export interface PasskeyRow {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: string[];
}

const kept = { id: true, userId: true, credentialId: true, publicKey: true, counter: true, transports: true } as const;
const plain = <Row extends { counter: bigint }>(row: Row) => ({ ...row, counter: Number(row.counter) });

/** Where a person's passkeys are known, with the newest last. */
export async function listPasskeys(database: Db, userId: string): Promise<PasskeyRow[]> {
  const rows = await database.passkey.findMany({ where: { userId }, select: kept, orderBy: { createdAt: "asc" } });
  return rows.map(plain);
}

export async function findPasskey(database: Db, credentialId: string): Promise<PasskeyRow | null> {
  const row = await database.passkey.findUnique({ where: { credentialId }, select: kept });
  return row && plain(row);
}

/** Keeps the counter of this use, unless another use has brought it further meanwhile: then one of the two is a copy's. */
export async function takePasskeyUse(tx: Tx, { id, counter }: PasskeyRow, next: number): Promise<boolean> {
  const { count } = await tx.passkey.updateMany({
    where: { id, counter: BigInt(counter) },
    data: { counter: BigInt(next), lastUsedAt: new Date() },
  });
  return count === 1;
}

export async function deletePasskeys(tx: Tx, userId: string): Promise<void> {
  await tx.passkey.deleteMany({ where: { userId } });
}
