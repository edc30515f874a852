import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import { tokenPrefix } from "@/lib/usecases/create-token";
import { resumeToken } from "@/lib/usecases/resume-token";

const bearer = new RegExp(`^Bearer (${tokenPrefix}[A-Za-z0-9_-]{43})$`, "i");

/**
 * The actor behind an Authorization header, limited to the token's scopes; null where there is none. What is not even shaped like a
 * token costs no query.
 * @throws DomainError `limited` for a place that sends too many wrong ones.
 */
export async function actorOfToken(
  header: string | null,
  requestId: string,
  networkAddress = "unknown",
): Promise<UserActor | null> {
  const secret = bearer.exec(header ?? "")?.[1];
  return secret === undefined ? null : resumeToken(secret, networkAddress, requestId);
}
