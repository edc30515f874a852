import { z } from "zod";
import { apiCommands, isApiCommand, runCommand } from "@/lib/actions/api/case-commands";
import { apiRoute, onlyMethods, parseBody, readBody } from "@/lib/actions/api/edge";
import { keyedAnswer } from "@/lib/actions/api/keyed-answer";
import { HttpProblem } from "@/lib/actions/api/problem";
import { numberSchema } from "@/lib/actions/api/schemas";
import { DomainError, notFound } from "@/lib/domain/errors";

/** `If-Match: "7"`; weak tags and lists have no meaning for a version. */
function versionOf(request: Request): number | null {
  const match = /^"(\d{1,9})"$/.exec(request.headers.get("if-match")?.trim() ?? "");
  return match ? Number(match[1]) : null;
}

const take = apiRoute<{ ref: string; command: string }>(async ({ actor, request }, { ref, command }) => {
  const number = numberSchema.safeParse(ref);
  if (!isApiCommand(command) || !number.success) throw notFound(number.success ? "command" : "case");
  const text = await readBody(request);
  const body = parseBody(text, z.unknown());
  const expectedVersion = versionOf(request);
  if (expectedVersion === null && apiCommands[command].needsVersion) throw new HttpProblem(428, "if_match");
  const call = { actor, ref: { number: number.data }, expectedVersion: expectedVersion ?? 0 };
  try {
    const asked = `POST /cases/${ref}/commands/${command} ${String(expectedVersion)} ${text}`;
    const answer = await keyedAnswer({ actor, request }, asked, async () => ({
      status: 200,
      body: await runCommand(command, call, body),
    }));
    const version = (answer.body as { version?: number }).version;
    return version === undefined ? answer : { ...answer, headers: { ...answer.headers, etag: `"${String(version)}"` } };
  } catch (error) {
    if (error instanceof DomainError && error.reason === "case_changed")
      throw new HttpProblem(412, "case_changed", error.details);
    throw error;
  }
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ POST: take });
