// A thread that examines pages of the log for another. A thread knows nothing of what its parent has set up to run TypeScript.
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

register({ tsconfig: fileURLToPath(new URL("../../.config/tsconfig.run.json", import.meta.url)) });
await import("./page-thread.ts");
