import { prepare, root, runTypeScript } from "./prepare.mjs";

process.chdir(root);
await prepare();
await runTypeScript("lib/cli/start.ts");
