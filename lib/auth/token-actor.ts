import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import { resumeToken } from "@/lib/usecases/resume-token";

const bearer = /^Bearer (dmq_[A-Za-z0-9_-]{43})$/;

/** The actor of an `Authorization: Bearer …` header; null for anything else. Cookies are never looked at. */
export async function actorOfToken(authorization: string | null, requestId: string): Promise<UserActor | null> {
  const token = bearer.exec(authorization?.trim() ?? "")?.[1];
  return token === undefined ? null : resumeToken(token, requestId);
}
