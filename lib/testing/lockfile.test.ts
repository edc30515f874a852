import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const namesSchema = z.record(z.string(), z.string()).default({});
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ version: z.string().optional(), dependencies: namesSchema, optionalDependencies: namesSchema }),
    ),
  })
  .parse(JSON.parse(readFileSync("package-lock.json", "utf8")));

/** As Node and npm look for it: beside the package, then beside each package around it. */
function isLocked(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (lock.packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === "") return false;
  }
}

describe("the lockfile", () => {
  it("knows every package for every platform, so that npm ci works on a fresh clone", () => {
    // A registry that lacks another platform's package makes npm leave it out of the file, and `npm ci` then refuses the file.
    const missing = Object.entries(lock.packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !isLocked(from, name)),
    );
    expect(missing).toEqual([]);
  });

  it("is of the same direct dependencies as package.json, each pinned to one version", () => {
    const manifest = z
      .object({ dependencies: namesSchema, devDependencies: namesSchema })
      .parse(JSON.parse(readFileSync("package.json", "utf8")));
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version, name).toMatch(/^\d/);
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });
});
