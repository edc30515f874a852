import "server-only";
import { createHash } from "node:crypto";
import { db } from "@/lib/db/client";
import type { Role } from "@/lib/domain/case/vocabulary";
import { readSettings } from "@/lib/domain/settings";

/** What an invited person sees before they answer; null for a link that is used, revoked, run out or made up. */
export async function getInvitation(
  token: string,
): Promise<{ roles: Role[]; organisation: string; expiresAt: Date } | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  const tokenHash = createHash("sha256").update(token).digest("hex");
  const [invitation, rows] = await Promise.all([
    db().invitation.findFirst({
      where: { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    }),
    db().setting.findMany({ where: { key: "organisation_name" } }),
  ]);
  if (invitation === null) return null;
  return {
    roles: invitation.roles as Role[],
    organisation: readSettings(rows).organisation_name,
    expiresAt: invitation.expiresAt,
  };
}
