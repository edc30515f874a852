import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { env } from "@/lib/env";
import { resumeToken } from "@/lib/usecases/resume-token";
import { UsageError } from "./usage";

/** Commands that read or write case content act as a named person: `--as EMAIL`, with a token of theirs in DEMASQUE_TOKEN. */
export async function tokenHolder(email: string | undefined): Promise<UserActor> {
  const token = env().commandToken;
  if (!email || !token)
    throw new UsageError(
      "Say who you are: --as EMAIL, with a personal token of yours in DEMASQUE_TOKEN (made under Settings).",
    );
  const actor = await resumeToken(token, "command line", `cli-${randomUUID()}`);
  const owner = actor && (await db().user.findUnique({ where: { id: actor.id }, select: { email: true } }));
  if (!actor || owner?.email !== email.toLowerCase())
    throw new UsageError("This token is not valid, or not of the person named by --as.");
  return actor;
}
