import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const root = process.cwd();
const cruiser = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
const rules = path.join(root, ".config/dependency-cruiser.cjs");

const reportSchema = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

async function cruise(folder: string, ...targets: string[]) {
  const output = await new Promise<string>((resolve) => {
    const words = [cruiser, "--config", rules, "--output-type", "json", ...targets];
    execFile(process.execPath, words, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (_, stdout) => resolve(stdout));
  });
  return reportSchema.parse(JSON.parse(output)).summary;
}

/** Path → what it imports. Each breaks one rule, or none. */
const planted: Readonly<Record<string, { imports: readonly string[]; breaks?: string }>> = {
  "lib/domain/pure.ts": { imports: [] },
  "lib/domain/impure.ts": { imports: ["node:fs"], breaks: "domain-is-pure" },
  "lib/domain/keeps.ts": { imports: ["@/lib/db/client"], breaks: "domain-is-pure" },
  "lib/domain/proves.ts": { imports: ["@noble/hashes/sha2.js"] },
  "lib/domain/asks.ts": { imports: ["pg/client.js"], breaks: "domain-is-pure" },
  "node_modules/@noble/hashes/sha2.js": { imports: [] },
  "node_modules/pg/client.js": { imports: [] },
  "lib/db/client.ts": { imports: ["@/lib/domain/pure"] },
  "lib/db/proud.ts": { imports: ["@/lib/usecases/claim"], breaks: "db-keeps" },
  "lib/usecases/claim.ts": { imports: ["@/lib/db/client", "@/lib/domain/pure"] },
  "lib/usecases/paints.ts": { imports: ["@/lib/ui/badge"], breaks: "usecases-tell-the-story" },
  "lib/queries/list.ts": { imports: ["@/lib/db/client"] },
  "lib/queries/writes.ts": { imports: ["@/lib/usecases/claim"], breaks: "queries-only-read" },
  "lib/ui/badge.tsx": { imports: ["@/lib/domain/pure"] },
  "lib/ui/knows.tsx": { imports: ["@/lib/queries/list"], breaks: "ui-is-only-ui" },
  "lib/tables/columns.ts": { imports: ["@/lib/queries/list"], breaks: "tables-are-data" },
  "lib/adapters/mail.ts": { imports: ["@/lib/usecases/claim"], breaks: "adapters-face-outwards" },
  "lib/jobs/sweep.ts": { imports: ["@/lib/ui/badge"], breaks: "jobs-run-use-cases" },
  "lib/cli/command.ts": { imports: ["@/lib/ui/badge"], breaks: "cli-is-an-edge" },
  "lib/usecases/first.ts": { imports: ["./second"], breaks: "no-cycles" },
  "lib/usecases/second.ts": { imports: ["./third"] },
  "lib/usecases/third.ts": { imports: ["./first"] },
  "lib/usecases/lost.ts": { imports: ["@/lib/domain/nowhere"], breaks: "resolvable" },
  "lib/usecases/untested.ts": { imports: ["@/lib/testing/database"], breaks: "tests-stay-tests" },
  "lib/testing/database.ts": { imports: ["@/lib/db/client"] },
  "app/(console)/cases/page.tsx": { imports: ["./_components/row", "@/lib/queries/list", "@/lib/usecases/claim"] },
  "app/(console)/cases/[number]/page.tsx": { imports: ["./_components/row"] },
  "app/(console)/cases/[number]/_components/row.tsx": { imports: ["@/lib/ui/badge"] },
  "app/(console)/cases/[number]/opinion/page.tsx": { imports: ["../_components/row"], breaks: "screens-do-not-share" },
  "app/(console)/cases/_components/row.tsx": { imports: ["@/lib/ui/badge"] },
  "app/(console)/log/page.tsx": { imports: ["../cases/_components/row"], breaks: "screens-do-not-share" },
  "app/(console)/log/_components/row.tsx": { imports: ["../../cases/_components/row"], breaks: "screens-do-not-share" },
  "app/(auth)/_components/form.tsx": { imports: ["@/lib/ui/badge"] },
  "app/(auth)/sign-in/page.tsx": { imports: ["../_components/form"] },
  "app/(console)/audit/page.tsx": { imports: ["@/lib/db/client"], breaks: "app-never-touches-db" },
  "app/api/health/route.ts": { imports: ["@/lib/jobs/sweep"], breaks: "app-is-thin" },
};

describe("the layering check", () => {
  let folder: string;
  let found: Awaited<ReturnType<typeof cruise>>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "demasque-layers-"));
    const settings = {
      compilerOptions: { module: "esnext", moduleResolution: "bundler", jsx: "react-jsx", paths: { "@/*": ["./*"] } },
    };
    await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(settings));
    await writeFile(path.join(folder, "package.json"), "{}");
    for (const [file, { imports }] of Object.entries(planted)) {
      const text = [
        ...imports.map((name, index) => `import * as used${index} from "${name}";`),
        `export const own = 1;`,
      ];
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(
        path.join(folder, file),
        `${text.join("\n")}\nexport const seen = [${imports.map((_, index) => `used${index}`).join(", ")}];\n`,
      );
    }
    found = await cruise(folder, "app", "lib");
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(Object.entries(planted).filter(([, { breaks }]) => breaks !== undefined))(
    "refuses what %s imports",
    (file, { breaks }) => {
      expect(
        found.violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name),
      ).toContain(breaks);
    },
  );

  it.each(Object.entries(planted).filter(([, { breaks }]) => breaks === undefined))(
    "lets %s import what it may",
    (file) => {
      expect(found.violations.filter((violation) => violation.from === file)).toEqual([]);
    },
  );

  it("sees the modules of the real tree, rather than passing because it looked at nothing", async () => {
    const { totalCruised } = await cruise(root, "app", "lib", "prisma", "proxy.ts");
    expect(totalCruised).toBeGreaterThan(150);
  }, 60_000);
});
