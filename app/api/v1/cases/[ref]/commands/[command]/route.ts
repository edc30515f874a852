import { z } from "zod";
import { apiCommands, isApiCommand, runCommand } from "@/lib/actions/api/case-commands";
import { apiRoute, parseBody, readBody } from "@/lib/actions/api/edge";
import { HttpProblem } from "@/lib/actions/api/problem";
import { caseNumberSchema } from "@/lib/actions/api/schemas";
import { DomainError, notFound } from "@/lib/domain/errors";

/** `If-Match: "7"`; weak tags and lists have no meaning for a version. */
function versionOf(request: Request): number | null {
  const match = /^"(\d{1,9})"$/.exec(request.headers.get("if-match")?.trim() ?? "");
  return match ? Number(match[1]) : null;
}

export const POST = apiRoute<{ ref: string; command: string }>(async ({ actor, request }, { ref, command }) => {
  const number = caseNumberSchema.safeParse(ref);
  if (!isApiCommand(command) || !number.success) throw notFound(number.success ? "command" : "case");
  const body = parseBody(await readBody(request), z.unknown());
  const expectedVersion = versionOf(request);
  if (expectedVersion === null && apiCommands[command].needsVersion) throw new HttpProblem(428, "if_match");
  try {
    const after = await runCommand(
      command,
      { actor, ref: { number: number.data }, expectedVersion: expectedVersion ?? 0 },
      body,
    );
    return { body: after, headers: "version" in after ? { etag: `"${String(after.version)}"` } : {} };
  } catch (error) {
    if (error instanceof DomainError && error.reason === "case_changed")
      throw new HttpProblem(412, "case_changed", error.details);
    throw error;
  }
});
