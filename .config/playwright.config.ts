import path from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { browserArguments, findBrowser } from "../lib/testing/find-browser";

const root = path.resolve(import.meta.dirname, "..");
const executablePath = findBrowser(process.env);

export default defineConfig({
  testDir: path.join(root, "e2e"),
  outputDir: path.join(root, "test-results"),
  testMatch: "**/*.spec.ts",
  // Each worker starts a desk of its own; two cores carry no more.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    trace: "retain-on-failure",
    launchOptions: { args: browserArguments(), ...(executablePath !== null && { executablePath }) },
  },
});
