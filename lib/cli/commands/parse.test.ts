import { Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { UsageError } from "@/lib/cli/usage";
import { parse } from "./parse";

async function run(chunks: readonly (string | Buffer)[], words: string[] = []): Promise<{ code: number; out: string }> {
  const written: Buffer[] = [];
  const output = new Writable({
    highWaterMark: 1_024,
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk);
      setImmediate(done);
    },
  });
  const code = await parse(words, { input: Readable.from(chunks), output });
  await new Promise<void>((resolve) => output.end(resolve));
  return { code, out: Buffer.concat(written).toString() };
}
const linesOf = (out: string): unknown[] =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

describe("parse", () => {
  it("answers every line that is not empty with one JSON line of the agreed keys, in their order", async () => {
    const { code, out } = await run([
      "https://X.com/Lou_V?s=20\r\n\nhttps://x.com/lou_v/sta",
      Buffer.from("tus/17\nbonjour à toutes\u2028X\nhttps://www.facebook.com/profile.php?id=17"),
    ]);
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
  });

  it("takes bare handles for the platform that is named", async () => {
    const { out } = await run(["lou.vesper\n"], ["--platform", "instagram"]);
    expect(linesOf(out)).toMatchObject([{ platform: "instagram", handle: "lou.vesper" }]);
  });

  it("refuses a platform that does not exist, and words that it does not know, as bad usage", async () => {
    await expect(run(["lou"], ["--platform", "myspace"])).rejects.toThrow(UsageError);
    await expect(run(["lou"], ["--colour"])).rejects.toMatchObject({ code: "ERR_PARSE_ARGS_UNKNOWN_OPTION" });
  });

  it("reads a character that is cut in two, bytes that are no text, and twenty thousand lines", async () => {
    const accent = Buffer.from("é");
    const chunks = [
      "@",
      accent.subarray(0, 1),
      accent.subarray(1),
      Buffer.from([0x0a, 0xff, 0xfe, 0x0a]),
      "x.com/lou_v\n".repeat(20_000),
    ];
    const { code, out } = await run(chunks.map((chunk) => (typeof chunk === "string" ? Buffer.from(chunk) : chunk)));
    expect(code).toBe(0);
    expect(linesOf(out)).toHaveLength(20_002);
    expect(linesOf(out)[0]).toMatchObject({ input: "@é" });
  }, 60_000);

  it("ends in peace when its reader has read enough", async () => {
    const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error("EPIPE")) });
    await expect(parse([], { input: Readable.from(["x.com/lou_v\n".repeat(1_000)]), output })).resolves.toBe(0);
  });
});
