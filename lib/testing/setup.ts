import { afterEach, beforeEach, vi } from "vitest";

// Noise is failure: a test that expects an error on the console says so by mocking it itself.
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation((...words: unknown[]) => {
    throw new Error(`console.error was called: ${words.map(String).join(" ")}`);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});
