import { invalidInput } from "../errors";
import { isWellFormed } from "./bytes";

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** Needs no escapes and holds no half of a pair. */
const plainText = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  if (plainText.test(text)) return `"${text}"`;
  if (!isWellFormed(text)) throw invalidInput("text_malformed");
  return JSON.stringify(text);
}

/**
 * The one text of a value, as RFC 8785 has it: no space, names in the order of their UTF-16 units, numbers and escapes as
 * JavaScript writes them. What has no such text is refused: half a surrogate pair, a number that is none.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw invalidInput("number_malformed");
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${quoted(name)}:${canonicalJson(value[name] ?? null)}`).join(",")}}`;
}
