import { readPixels } from "@/lib/adapters/pictures/read-pixels";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { fingerprintOf, luminanceOf } from "@/lib/domain/fingerprints/pdq";

/** `fingerprint FILE…`: one line of JSON a picture, in the order given; exit status 1 where one could not be read. */
export async function fingerprint(files: string[]): Promise<number> {
  if (files.length === 0) throw new UsageError("Which pictures?");
  let status: number = exitCodes.ok;
  for (const file of files) {
    const line = await fingerprintOfFile(file).catch((error: unknown) => {
      status = exitCodes.foundWrong;
      return { file, error: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error) };
    });
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
  return status;
}

async function fingerprintOfFile(file: string) {
  const { rgba, width, height } = await readPixels(file);
  return { file, ...fingerprintOf(luminanceOf(rgba, width, height)) };
}
