import "server-only";
import { db } from "@/lib/db/client";
import { countFactors, isFactorRequired } from "@/lib/db/second-factors";
import type { UserActor } from "@/lib/domain/access/actor";
import type { FactorWays, SessionHolder } from "@/lib/domain/access/second-factor";

export interface OwnPasskey {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface OwnFactors {
  totpSince: Date | null;
  passkeys: OwnPasskey[];
  codesLeft: number;
  isRequired: boolean;
}

/** One's own factors, as far as they may be shown. */
export async function getFactors(actor: UserActor): Promise<OwnFactors> {
  const userId = actor.id;
  const [rows, passkeys, isRequired] = await Promise.all([
    db().secondFactor.findMany({ where: { userId }, select: { kind: true, createdAt: true, codesLeft: true } }),
    db().passkey.findMany({
      where: { userId },
      select: { id: true, name: true, createdAt: true, lastUsedAt: true },
      orderBy: { createdAt: "asc" },
    }),
    isFactorRequired(db(), userId),
  ]);
  const of = (kind: string) => rows.find((row) => row.kind === kind);
  return { totpSince: of("totp")?.createdAt ?? null, passkeys, codesLeft: of("recovery")?.codesLeft ?? 0, isRequired };
}

/** By what this person can show who they are, in the session that asks. */
export async function getFactorWays({ actor, level }: SessionHolder): Promise<FactorWays> {
  const { hasTotp, passkeys, codesLeft } = await countFactors(db(), actor.id);
  const hasFactor = hasTotp || passkeys > 0;
  const user = hasFactor
    ? null
    : await db().user.findUnique({ where: { id: actor.id }, select: { passwordHash: true } });
  return { hasTotp, hasPasskey: passkeys > 0, codesLeft, hasPassword: level === "full" && Boolean(user?.passwordHash) };
}
