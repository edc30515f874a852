// node lib/cli/run.mjs FILE.ts ARGUMENTS…: a TypeScript program of this project, on a fresh clone too.
import path from "node:path";
import { fail, prepare, root, runTypeScript } from "./prepare.mjs";

const [file, ...words] = process.argv.slice(2);
if (file === undefined) fail("Which program? Usage: node lib/cli/run.mjs FILE.ts [ARGUMENTS]", 2);
await prepare();
// A relative data folder means the one beside the project, wherever the command is typed.
process.env.DATA_DIR = path.resolve(root, process.env.DATA_DIR || ".data");
process.argv = [process.argv[0], path.join(root, file), ...words];
const { attachDatabase } = await runTypeScript("lib/cli/attach-database.ts");
try {
  await attachDatabase();
} catch (error) {
  fail(error.message, error.name === "EnvironmentError" ? 2 : 1);
}
await runTypeScript(file);
