import { expect, it, vi } from "vitest";
import { UsageError } from "@/lib/cli/usage";
import type { PageSource } from "@/lib/usecases/follow-link";
import { trace } from "./trace";

async function run(links: string[], pages?: PageSource) {
  let out = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((line) => ((out += String(line)), true));
  const status = await trace(links, pages).finally(() => spy.mockRestore());
  return {
    status,
    lines: out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
const page: PageSource = {
  get: () =>
    Promise.resolve({
      ...{ status: 200, address: "93.184.215.14", location: null, refresh: null },
      ...{ cookies: 0, html: "", isCut: false, isUnreadable: false },
    }),
};

it("says a line for each link in order, with url, hops, final and refused, and status 0 where all landed", async () => {
  const { status, lines } = await run(["https://a.example/", "https://href.li/?https://b.example/"], page);
  expect(status).toBe(0);
  expect(lines.map((line) => Object.keys(line))).toEqual([
    ["url", "hops", "final", "refused"],
    ["url", "hops", "final", "refused"],
  ]);
  expect(lines.map(({ final, refused }) => [final, refused])).toEqual([
    ["https://a.example/", null],
    ["https://b.example/", null],
  ]);
});

it("refuses what leads inside, names the reason, goes on with the others, and ends with status 1", async () => {
  const { status, lines } = await run(["http://127.0.0.1/", "file:///etc/passwd", "http://[::1]/", "two words"]);
  expect(status).toBe(1);
  expect(lines.map(({ refused, final }) => [refused, final])).toEqual([
    ["private_address", null],
    ["scheme", null],
    ["private_address", null],
    ["bad_link", null],
  ]);
});

it("without a link, or with an option that does not exist, is bad usage", async () => {
  await expect(run([])).rejects.toThrow(UsageError);
  await expect(run(["--deep"])).rejects.toThrow(UsageError);
});
