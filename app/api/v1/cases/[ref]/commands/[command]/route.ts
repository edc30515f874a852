import { z } from "zod";
import { apiCommands, isApiCommand, runCommand } from "@/lib/actions/api/case-commands";
import { apiRoute, onlyMethods, parseBody, readBody } from "@/lib/actions/api/edge";
import { HttpProblem } from "@/lib/actions/api/problem";
import { caseNumberSchema } from "@/lib/actions/api/schemas";
import { DomainError, notFound } from "@/lib/domain/errors";
import { answerOnce } from "@/lib/usecases/answer-once";

/** `If-Match: "7"`; weak tags and lists have no meaning for a version. */
function versionOf(request: Request): number | null {
  const match = /^"(\d{1,9})"$/.exec(request.headers.get("if-match")?.trim() ?? "");
  return match ? Number(match[1]) : null;
}

const take = apiRoute<{ ref: string; command: string }>(async ({ actor, request }, { ref, command }) => {
  const number = caseNumberSchema.safeParse(ref);
  if (!isApiCommand(command) || !number.success) throw notFound(number.success ? "command" : "case");
  const text = await readBody(request);
  const body = parseBody(text, z.unknown());
  const expectedVersion = versionOf(request);
  if (expectedVersion === null && apiCommands[command].needsVersion) throw new HttpProblem(428, "if_match");
  const call = { actor, ref: { number: number.data }, expectedVersion: expectedVersion ?? 0 };
  const key = request.headers.get("idempotency-key");
  const run = async () => ({ status: 200, body: await runCommand(command, call, body) });
  try {
    const asked = `POST /cases/${ref}/commands/${command} ${String(expectedVersion)} ${text}`;
    const answer = key
      ? await answerOnce(actor, { key, request: asked }, run)
      : { ...(await run()), isRepeated: false };
    const version = (answer.body as { version?: number }).version;
    return {
      body: answer.body,
      headers: {
        ...(version !== undefined && { etag: `"${String(version)}"` }),
        ...(answer.isRepeated && { "idempotency-replayed": "true" }),
      },
    };
  } catch (error) {
    if (error instanceof DomainError && error.reason === "case_changed")
      throw new HttpProblem(412, "case_changed", error.details);
    throw error;
  }
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ POST: take });
