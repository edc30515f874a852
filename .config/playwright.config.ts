import path from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { browserArguments, findBrowser } from "../lib/testing/find-browser";

const root = path.resolve(import.meta.dirname, "..");
const executablePath = findBrowser(process.env);

export default defineConfig({
  testDir: path.join(root, "e2e"),
  outputDir: path.join(root, "test-results"),
  testMatch: "**/*.spec.ts",
  // Tests look behind the screens with the product's own modules, outside of its server.
  tsconfig: path.join(import.meta.dirname, "tsconfig.run.json"),
  // A desk is a server, a database and a browser; two cores carry one of each.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    trace: "retain-on-failure",
    launchOptions: { args: browserArguments(), ...(executablePath !== null && { executablePath }) },
  },
});
