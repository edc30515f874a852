import { beforeEach, describe, expect, it, vi } from "vitest";
import { notFound } from "@/lib/domain/errors";
import { commands as realCommands, type Command } from "./commands";
import { dispatch } from "./dispatch";
import { UsageError } from "./usage";

const command = (run: (words: string[]) => Promise<number>): Command => ({
  usage: "probe FILE…",
  does: "tries the dispatcher",
  needsDatabase: false,
  load: () => Promise.resolve(run),
});

describe("the command line", () => {
  let out = "";
  let err = "";
  beforeEach(() => {
    out = "";
    err = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => ((out += String(text)), true));
    vi.spyOn(process.stderr, "write").mockImplementation((text) => ((err += String(text)), true));
  });

  it("hands a command its own words and gives back its exit status", async () => {
    const run = vi.fn(() => Promise.resolve(1));
    expect(await dispatch(["probe", "a", "--b"], { probe: command(run) })).toBe(1);
    expect(run).toHaveBeenCalledWith(["a", "--b"]);
  });

  it.each([[[]], [["nonsense"]], [["constructor"]], [["__proto__"]]])(
    "answers %j with the list of commands and status 2",
    async (words) => {
      expect(await dispatch(words, { probe: command(() => Promise.resolve(0)) })).toBe(2);
      expect(err).toContain("  probe FILE…\n      tries the dispatcher\n");
      expect(out).toBe("");
    },
  );

  it("prints the list on standard output when it was asked for", async () => {
    expect(await dispatch(["--help"], { probe: command(() => Promise.resolve(0)) })).toBe(0);
    expect(out).toContain("probe FILE…");
  });

  it("explains bad words with the command's usage and status 2", async () => {
    const run = () => Promise.reject(new UsageError("Which file?"));
    expect(await dispatch(["probe"], { probe: command(run) })).toBe(2);
    expect(err).toMatch(/Which file\?\nUsage: npm run -s demasque -- probe FILE…/);
  });

  it("explains any other refusal with status 1", async () => {
    expect(await dispatch(["probe"], { probe: command(() => Promise.reject(notFound())) })).toBe(1);
    expect(err).toBe("not_found: not_found\n");
  });

  it.each(Object.entries(realCommands))("has a program behind %s", async (_, { load }) => {
    expect(await load()).toBeTypeOf("function");
  });
});
