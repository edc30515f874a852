import { parseArgs } from "node:util";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { parseAddress } from "@/lib/domain/addresses/parse-address";
import { type PlatformId, platformIds } from "@/lib/domain/case/vocabulary";

const isPlatform = (text: string): text is PlatformId => (platformIds as readonly string[]).includes(text);

function asJson(line: string, platform: PlatformId | undefined): string {
  const {
    handle,
    stableId,
    profileUrl,
    kind,
    reason,
    platform: found,
  } = parseAddress(line, platform === undefined ? {} : { platform });
  return JSON.stringify({ input: line, platform: found, handle, stableId, profileUrl, kind, reason });
}

/** Lines end at "\n" alone (with or without "\r"): other line separators of Unicode may stand inside pasted text. */
async function* linesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of input) {
    const lines = (rest + (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest + decoder.decode();
}

/** A reader that needs no more (`| head`) closes the pipe: that is an end, not a fault. */
async function write(output: NodeJS.WritableStream, text: string): Promise<void> {
  if (output.write(text)) return;
  await new Promise<void>((resolve) => {
    const goOn = (): void => {
      output.off("drain", goOn).off("close", goOn).off("error", goOn);
      resolve();
    };
    output.once("drain", goOn).once("close", goOn).once("error", goOn);
  });
}

interface Streams {
  readonly input: AsyncIterable<Uint8Array | string>;
  readonly output: NodeJS.WritableStream;
}

/** `parse [--platform ID]`: lines on standard input, for each that is not empty one JSON line on standard output. */
export async function parse(
  args: string[],
  streams: Streams = { input: process.stdin, output: process.stdout },
): Promise<number> {
  const { values } = parseArgs({ args, options: { platform: { type: "string" } } });
  const { platform } = values;
  if (platform !== undefined && !isPlatform(platform)) {
    throw new UsageError(`There is no platform "${platform}". There are: ${platformIds.join(" ")}`);
  }
  const { input, output } = streams;
  const ignore = (): void => undefined;
  output.on("error", ignore);
  for await (const line of linesOf(input)) {
    if (!output.writable) break;
    const text = line.replace(/\r$/, "");
    if (text !== "") await write(output, `${asJson(text, platform)}\n`);
  }
  output.off("error", ignore);
  return exitCodes.ok;
}
