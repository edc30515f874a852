import "server-only";
import { notFound } from "@/lib/domain/errors";
import type { Prisma, Tx } from "./client";

/** The mandate that a command is about, its row held until the transaction ends. @throws DomainError `not_found`. */
export async function lockMandate(tx: Tx, number: number): Promise<Prisma.MandateGetPayload<object>> {
  await tx.$queryRaw`SELECT 1 FROM mandate WHERE number = ${BigInt(number)} FOR UPDATE`;
  const row = await tx.mandate.findUnique({ where: { number: BigInt(number) } });
  if (!row) throw notFound("mandate");
  return row;
}
