import "server-only";
import type { Problem, ProblemCode } from "@/lib/domain/audit/problems";
import expected from "./expected-catalogue.json" with { type: "json" };
import { type Catalogue, looseEnds, readCatalogue } from "./read-catalogue";
import type { TrailReader } from "./trail-reader";

/** What the migrations made against what is there: tables, triggers, functions, grants, roles. */
export async function wrongCatalogue(reader: TrailReader): Promise<Problem[]> {
  return [...compareCatalogue(await readCatalogue(reader), expected), ...(await wrongLooseEnds(reader))];
}

function compareCatalogue(found: Catalogue, made: Catalogue): Problem[] {
  const problem = (id: string, code: ProblemCode): Problem => ({ id, problem: code });
  const tables = made.tables
    .filter((name) => !found.tables.includes(name))
    .map((name) => problem(`table ${name}`, "table_foreign"));
  const triggers = Object.entries(made.triggers).flatMap(([name, how]) => {
    const now = found.triggers[name];
    if (now === undefined) return [problem(`trigger ${name}`, "trigger_missing")];
    return now === how ? [] : [problem(`trigger ${name}`, "trigger_changed")];
  });
  const added = Object.keys(found.triggers)
    .filter((name) => !Object.hasOwn(made.triggers, name))
    .map((name) => problem(`trigger ${name}`, "trigger_added"));
  const functions = Object.entries(made.functions)
    .filter(([name, how]) => found.functions[name] !== how)
    .map(([name]) => problem(`function ${name}`, "function_changed"));
  return [...tables, ...triggers, ...added, ...functions, ...widenedGrants(found.grants, made.grants)];
}

function widenedGrants(found: Catalogue["grants"], made: Catalogue["grants"]): Problem[] {
  return Object.entries(found).flatMap(([name, now]) => {
    const granted = new Set((made[name] ?? "").split(","));
    return now
      .split(",")
      .filter((right) => right !== "" && !granted.has(right))
      .map((right): Problem => ({ id: `grant ${right} on ${name}`, problem: "grant_widened" }));
  });
}

async function wrongLooseEnds(reader: TrailReader): Promise<Problem[]> {
  const { strangers, role, powers, settings } = await looseEnds(reader);
  return [
    ...strangers.map(({ table, privilege, grantee }): Problem => {
      return { id: `grant ${privilege} on ${table}`, problem: "grant_widened", details: { to: grantee } };
    }),
    ...powers.map((power): Problem => ({ id: `role ${role}`, problem: "role_too_strong", details: { it: power } })),
    ...settings.map((name): Problem => ({ id: `setting ${name}`, problem: "setting_unsafe" })),
  ];
}
