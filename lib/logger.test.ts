import { describe, expect, it } from "vitest";
import { conflict } from "@/lib/domain/errors";
import { createLogger } from "./logger";

function linesOf(write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLogger("trace", { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("the log", () => {
  it("is one JSON object per line, with a level in words and a time in UTC", () => {
    const [line] = linesOf((logger) => logger.info({ requestId: "r1", count: 3 }, "queue read"));
    expect(line).toMatchObject({ level: "info", requestId: "r1", count: 3, msg: "queue read" });
    expect(line?.["time"]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it("carries the request's id on every line of the request", () => {
    const lines = linesOf((logger) => {
      const child = logger.child({ requestId: "r2" });
      child.info("one");
      child.warn("two");
    });
    expect(lines.map((line) => line["requestId"])).toEqual(["r2", "r2"]);
  });

  it.each([
    ["a password", { user: { password: "hunter2hunter2" } }],
    ["a header", { request: { headers: { authorization: "hunter2hunter2" } } }],
    ["the address of an accused account", { account: { url: "hunter2hunter2" } }],
    ["what somebody wrote", { text: "hunter2hunter2" }],
    ["the way into the database", { databaseUrl: "hunter2hunter2" }],
  ])("hides %s", (_, content) => {
    expect(JSON.stringify(linesOf((logger) => logger.info(content, "x")))).not.toContain("hunter2");
  });

  it("keeps the values that a database quotes in its refusals out, and the code in", () => {
    const refusal = Object.assign(new Error(`Key (handle)=(lou.vesper) already exists`), {
      code: "23505",
      detail: "lou.vesper",
    });
    const [line] = linesOf((logger) =>
      logger.error({ err: new TypeError("saw lou.vesper", { cause: refusal }) }, "write refused"),
    );
    expect(JSON.stringify(line)).not.toContain("lou.vesper");
    expect(line?.["err"]).toMatchObject({ type: "TypeError", cause: { type: "Error", code: "23505" } });
  });

  it("says which rule refused, since those words are ours", () => {
    const [line] = linesOf((logger) => logger.error({ err: conflict("lease_taken") }, "refused"));
    expect(line?.["err"]).toMatchObject({ code: "conflict", message: "conflict: lease_taken" });
  });
});
