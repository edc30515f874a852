import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fixture } from "./fixtures";

/** Every published schema of a folder of the fixtures under its own $id, with formats checked; undefined where they are not at hand. */
export function schemasOf(folder: string): Ajv2020 | undefined {
  const found = fixture(folder);
  if (found === undefined) return undefined;
  const ajv = new Ajv2020({ strict: false, allErrors: true, unicodeRegExp: false });
  // The package is CommonJS: where its function lands depends on who loads it.
  const loaded: unknown = addFormats;
  const add = typeof loaded === "function" ? loaded : (loaded as { default: unknown }).default;
  (add as (target: Ajv2020) => void)(ajv);
  for (const name of readdirSync(found, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".json")) ajv.addSchema(JSON.parse(readFileSync(path.join(found, name), "utf8")) as object);
  }
  return ajv;
}

/** What the schema of this $id says against a document; empty when it is valid. */
export function complaints(ajv: Ajv2020 | undefined, id: string, document: unknown): string[] {
  const validate = ajv?.getSchema(id);
  if (!validate) throw new Error(`no schema ${id}`);
  return validate(document) === true
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`);
}
