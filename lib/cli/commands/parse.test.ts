import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const program = `
  import("@/lib/cli/dispatch").then(async ({ dispatch }) => {
    process.exitCode = await dispatch(["parse", ...JSON.parse(process.env.WORDS ?? "[]")]);
  });
`;

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

function run(input: string | Buffer, words: readonly string[] = []): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
      cwd: root,
      env: { ...process.env, WORDS: JSON.stringify(words), TSX_TSCONFIG_PATH: ".config/tsconfig.run.json" },
    });
    let out = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.on("close", (code) => resolve({ code, out, errors }));
    child.stdin.end(input);
  });
}
const linesOf = (out: string): Record<string, unknown>[] =>
  out.split("\n").filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);

describe("parse", () => {
  it("answers every line that is not empty with one JSON line of the agreed keys, in their order", async () => {
    const { code, out } = await run("https://X.com/Lou_V?s=20\r\n\nhttps://x.com/lou_v/status/17\nbonjour à toutes\u2028X\nhttps://www.facebook.com/profile.php?id=17");
    expect(code).toBe(0);
    expect(out).toBe(
      [
        '{"input":"https://X.com/Lou_V?s=20","platform":"x","handle":"lou_v","stableId":null,"profileUrl":"https://x.com/lou_v","kind":"profile","reason":null}',
        '{"input":"https://x.com/lou_v/status/17","platform":"x","handle":null,"stableId":null,"profileUrl":null,"kind":"content","reason":"post"}',
        '{"input":"bonjour à toutes\u2028X","platform":null,"handle":null,"stableId":null,"profileUrl":null,"kind":"unknown","reason":"not_an_address"}',
        '{"input":"https://www.facebook.com/profile.php?id=17","platform":"facebook","handle":"17","stableId":"17","profileUrl":"https://www.facebook.com/17","kind":"profile","reason":null}',
        "",
      ].join("\n"),
    );
  }, 60_000);

  it("takes bare handles for the platform that is named, and refuses a platform that does not exist", async () => {
    expect(linesOf((await run("lou.vesper\n", ["--platform", "instagram"])).out)).toMatchObject([{ platform: "instagram", handle: "lou.vesper" }]);
    const refused = await run("lou", ["--platform", "myspace"]);
    expect(refused.code).toBe(2);
    expect(refused.errors).toContain("myspace");
    expect((await run("lou", ["--colour"])).code).toBe(2);
  }, 60_000);

  it("reads twenty thousand lines and bytes that are no text", async () => {
    const { code, out } = await run(Buffer.concat([Buffer.from("https://x.com/lou_v\n".repeat(20_000)), Buffer.from([0xff, 0xfe, 0x0a])]));
    expect(code).toBe(0);
    expect(linesOf(out)).toHaveLength(20_001);
  }, 120_000);
});
