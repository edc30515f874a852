import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../shared/fixtures", import.meta.url));

/**
 * Path of a file or folder of the shared fixtures, or undefined where they are not at hand (a clone elsewhere):
 * the test that wants it then says that it skips.
 */
export function fixture(name: string): string | undefined {
  const found = path.join(folder, name);
  return existsSync(found) ? found : undefined;
}
