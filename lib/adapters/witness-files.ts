import "server-only";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

/** Puts a file whole into the folder of one witness, below DATA_DIR/witness. Names are checked before they come here. */
export async function keepWitnessFile(witness: string, name: string, content: string): Promise<void> {
  const folder = path.join(env().dataDir, "witness", witness);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const draft = path.join(folder, `.${name}.${String(process.pid)}`);
  await writeFile(draft, content, { flush: true });
  await rename(draft, path.join(folder, name));
}
