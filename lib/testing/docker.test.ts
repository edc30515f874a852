import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { buildSources } from "@/lib/cli/build";
import { isInContext, parseCopy, parseDockerfile } from "./dockerfile";

const ignoreFile = readFileSync(".dockerignore", "utf8");
const stages = parseDockerfile(readFileSync("Dockerfile", "utf8"));
const last = stages.at(-1);
const instructionsOf = (keyword: string) =>
  (last?.instructions ?? []).filter((one) => one.keyword === keyword).map((one) => one.words);

const serviceSchema = z.object({
  image: z.string().optional(),
  build: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  volumes: z.array(z.string()),
  ports: z.array(z.string()).optional(),
});
const compose = z
  .object({
    services: z.object({ database: serviceSchema, desk: serviceSchema }),
    volumes: z.record(z.string(), z.null()),
  })
  .parse(parse(readFileSync("docker-compose.yml", "utf8")));
const { database, desk } = compose.services;

describe("the image", () => {
  it("is built in stages, and what builds it stays behind", () => {
    expect(stages.length).toBeGreaterThan(2);
    expect(last?.from).toMatch(/^node:24-/);
    expect(instructionsOf("RUN").join("\n")).not.toMatch(/npm|apt/);
    const run = stages
      .find((stage) => stage.name === "run-packages")
      ?.instructions.find((one) => one.keyword === "RUN");
    expect(run?.words).toContain("--omit=dev");
  });

  it("installs from the lockfile and runs nobody's install scripts", () => {
    const installs = stages
      .flatMap((stage) => stage.instructions)
      .filter((one) => one.keyword === "RUN" && one.words.includes("npm "));
    expect(installs).toHaveLength(2);
    for (const { words } of installs) expect(words).toMatch(/^npm ci .*--ignore-scripts/);
  });

  it("runs as a user without rights, who is set after the last file is in place", () => {
    const keywords = last?.instructions.map((one) => one.keyword) ?? [];
    expect(instructionsOf("USER")).toEqual(["node"]);
    expect(keywords.indexOf("USER")).toBeGreaterThan(keywords.lastIndexOf("COPY"));
    expect(keywords.indexOf("USER")).toBeGreaterThan(keywords.lastIndexOf("RUN"));
  });

  it("tells whether it is well", () => {
    expect(instructionsOf("HEALTHCHECK").join()).toContain("lib/cli/check-health.mjs");
    expect(existsSync("lib/cli/check-health.mjs")).toBe(true);
  });

  it("copies only what exists in the build context or in an earlier stage", () => {
    const earlier = new Set<string>();
    for (const stage of stages) {
      for (const { words } of stage.instructions.filter((one) => one.keyword === "COPY")) {
        const { from, sources } = parseCopy(words);
        if (from !== null) expect(earlier, words).toContain(from);
        else
          for (const source of sources)
            expect(existsSync(source) && isInContext(ignoreFile, source), source).toBe(true);
      }
      earlier.add(stage.name);
    }
  });

  it("has all that the pages are built from, where they are built and where start checks that they are fresh", () => {
    const copied = (stage: string) =>
      (stages.find((one) => one.name === stage)?.instructions ?? [])
        .filter((one) => one.keyword === "COPY")
        .flatMap((one) => parseCopy(one.words).sources.map((source) => source.replace(/^\/app\//, "")));
    const isIn = (names: string[], file: string) => names.some((name) => file === name || file.startsWith(`${name}/`));
    for (const source of buildSources.filter((name) => existsSync(name))) {
      expect(isIn([...copied("packages"), ...copied("build")], source), source).toBe(true);
      expect(isIn(copied("run"), source), source).toBe(true);
    }
  });

  it("never carries data, keys, history or a developer's own settings", () => {
    for (const file of [
      ".data/keys/MASTER_KEY",
      ".git/config",
      ".env",
      ".env.local",
      "node_modules/zod/package.json",
      ".next/BUILD_ID",
      "lib/env.test.ts",
    ]) {
      expect(isInContext(ignoreFile, file), file).toBe(false);
    }
    for (const file of ["lib/env.ts", "app/layout.tsx", "prisma/schema.prisma", ".config/tsconfig.run.json"]) {
      expect(isInContext(ignoreFile, file), file).toBe(true);
    }
  });
});

describe("docker compose", () => {
  it("runs the standard Postgres 18 and the image of this folder", () => {
    expect(database.image).toBe("postgres:18");
    expect(desk.build).toBe(".");
  });

  it("starts the desk when the database is well, and asks both how they are", () => {
    expect(database.healthcheck?.test).toContain("pg_isready");
    expect(instructionsOf("HEALTHCHECK")).toHaveLength(1);
    expect(desk.depends_on).toEqual({ database: { condition: "service_healthy" } });
  });

  it("gives owner and application a way in of their own", () => {
    expect(desk.environment["DATABASE_URL"]).toContain("//demasque_app:");
    expect(desk.environment["DATABASE_OWNER_URL"]).toContain("//demasque_owner:");
    const roles = readFileSync(".config/postgres-roles.sh", "utf8");
    expect(roles).toMatch(/CREATE DATABASE demasque OWNER demasque_owner/);
    expect(database.volumes).toContainEqual(expect.stringMatching(/^\.\/\.config\/postgres-roles\.sh:/));
  });

  it("holds no secret: each comes from outside", () => {
    for (const [name, value] of Object.entries({ ...database.environment, ...desk.environment })) {
      if (/PASSWORD|KEY|SECRET/.test(name)) expect(value, name).toMatch(/^\$\{[A-Z_]+:[?-][^}]*\}$/);
      if (name.startsWith("DATABASE_")) expect(value, name).toMatch(/:\$\{[A-Z]+_PASSWORD:\?[^}]*\}@/);
    }
  });

  it("keeps data in volumes, and opens the desk to this machine only: a TLS proxy stands in front", () => {
    expect(Object.keys(compose.volumes)).toEqual(["database", "data"]);
    expect(desk.ports).toEqual(["127.0.0.1:3000:3000"]);
    expect(database.ports).toBeUndefined();
  });
});
