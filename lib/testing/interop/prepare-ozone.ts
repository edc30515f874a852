import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { environmentForTest } from "@/lib/env";

/**
 * The service's packages in a folder of their own: they want a newer Node than this project, which comes from npm as well, and one
 * native part is built with it. Done once; the folder may be kept.
 */
export function prepareOzone(folder: string): { node: string } {
  const binary = `node-${process.platform}-${process.arch}`;
  const runtime = path.join(folder, "runtime", "node_modules", binary);
  const node = path.join(runtime, "bin", "node");
  const globals = execFileSync("npm", ["root", "--global"], { encoding: "utf8" }).trim();
  const install = (where: string, packages: readonly string[], runner: string) => {
    execFileSync(
      runner,
      [
        path.join(globals, "npm", "bin", "npm-cli.js"),
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        ...packages,
      ],
      { cwd: where, stdio: ["ignore", "inherit", "inherit"] },
    );
  };
  if (!existsSync(node)) {
    mkdirSync(path.join(folder, "runtime"), { recursive: true });
    writeFileSync(path.join(folder, "runtime", "package.json"), '{"private":true}');
    install(path.join(folder, "runtime"), [`${binary}@22`], process.execPath);
  }
  const built = path.join(folder, "node_modules", "better-sqlite3", "build", "Release", "better_sqlite3.node");
  if (!existsSync(built)) {
    const wanted = { private: true, type: "module", overrides: { "@atproto/identity": "0.5.9" } };
    writeFileSync(path.join(folder, "package.json"), JSON.stringify(wanted));
    install(folder, ["@atproto/dev-env"], node);
    const gyp = path.join(globals, "npm", "node_modules", "node-gyp", "bin", "node-gyp.js");
    // By the variable: one that npm hands on from its own settings would win over the option.
    execFileSync(node, [gyp, "rebuild", "--release"], {
      cwd: path.join(folder, "node_modules", "better-sqlite3"),
      env: environmentForTest({ npm_config_nodedir: runtime }),
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return { node };
}
