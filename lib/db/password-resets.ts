import "server-only";
import type { Tx } from "./client";

interface NewLink {
  userId: string;
  tokenHash: string;
  createdBy: string | null;
  expiresAt: Date;
}

/** A new link ends the ones before it: at any time at most one works for a person. */
export async function replaceResetLink(tx: Tx, { userId, tokenHash, createdBy, expiresAt }: NewLink): Promise<void> {
  const now = new Date();
  await tx.passwordReset.updateMany({
    where: { userId, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
  await tx.passwordReset.create({ data: { userId, tokenHash, createdBy, expiresAt } });
}

/** Takes the link: of several who use it at once, one has it. Null where it is unknown, used or too old. */
export async function takeResetLink(
  tx: Tx,
  tokenHash: string,
): Promise<{ userId: string; createdBy: string | null } | null> {
  const where = { tokenHash, usedAt: null, expiresAt: { gt: new Date() } };
  const { count } = await tx.passwordReset.updateMany({ where, data: { usedAt: new Date() } });
  return count === 1
    ? tx.passwordReset.findUnique({ where: { tokenHash }, select: { userId: true, createdBy: true } })
    : null;
}
