import "server-only";
import { db, type Tx } from "./client";

/** The pair that names somebody at an OpenID provider. */
export interface IdentityName {
  issuer: string;
  subject: string;
}

export interface KnownPerson {
  id: string;
  status: string;
  locale: string | null;
}

/** Whose identity this is, where it is linked to anybody. */
export async function findByIdentity({ issuer, subject }: IdentityName): Promise<KnownPerson | null> {
  const [row] = await db().$queryRaw<KnownPerson[]>`
    SELECT u.id, u.status, u.locale FROM external_identity e JOIN "user" u ON u.id = e.user_id
    WHERE e.issuer = ${issuer} AND e.subject = ${subject} AND e.ended_at IS NULL`;
  return row ?? null;
}

export async function addIdentity(tx: Tx, userId: string, { issuer, subject }: IdentityName): Promise<void> {
  await tx.externalIdentity.create({ data: { userId, issuer, subject } });
}

/** False where it is not theirs, or ended already. */
export async function endIdentity(tx: Tx, userId: string, id: string): Promise<boolean> {
  const { count } = await tx.externalIdentity.updateMany({
    where: { id, userId, endedAt: null },
    data: { endedAt: new Date() },
  });
  return count === 1;
}
