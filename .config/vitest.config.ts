import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const alias = {
  "@/": root,
  "server-only": fileURLToPath(new URL("../lib/testing/server-only.ts", import.meta.url)),
};

export default defineConfig({
  root,
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          root,
          include: ["lib/**/*.test.ts"],
          exclude: ["**/*.int.test.ts", "node_modules/**"],
          setupFiles: ["./lib/testing/setup.ts"],
          // No test measures time; a loaded machine compiles schemas slowly.
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          sequence: { groupOrder: 1 },
          root,
          include: ["lib/**/*.int.test.ts"],
          exclude: ["node_modules/**"],
          setupFiles: ["./lib/testing/setup.ts"],
          globalSetup: ["./lib/testing/postgres-global-setup.ts"],
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
