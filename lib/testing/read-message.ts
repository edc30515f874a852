/** What a message asks for: its arguments with their kinds, and its tags. Enough of ICU to compare two languages. */
export interface MessageShape {
  /** "count:plural", "name:text", "since:date". */
  placeholders: string[];
  tags: string[];
  /** Why it cannot be read, or null. */
  fault: string | null;
}

/** What kind of value is asked for. One language may decline by a count where another only prints it. */
const kindOf = (kind: string | undefined): string => (kind === "date" || kind === "time" ? "date" : (kind ?? "text"));

/** The end of the group that opens at `from`, or -1. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function readArgument(inside: string, shape: MessageShape): void {
  const [name = "", kind, ...rest] = inside.split(",").map((part) => part.trim());
  if (!/^\w+$/.test(name)) {
    shape.fault = `“${inside}” has no name`;
    return;
  }
  shape.placeholders.push(`${name}:${kindOf(kind)}`);
  if (kind !== "plural" && kind !== "select" && kind !== "selectordinal") return;
  const cases = rest.join(",");
  if (!/\bother\s*\{/.test(cases)) shape.fault = `“${name}” has no case for everything else`;
  for (let at = cases.indexOf("{"); at >= 0; at = cases.indexOf("{", at)) {
    const end = closing(cases, at);
    if (end < 0) {
      shape.fault = "a brace is not closed";
      return;
    }
    readInto(cases.slice(at + 1, end), shape);
    at = end;
  }
}

function readInto(text: string, shape: MessageShape): void {
  for (const [, tag = ""] of text.matchAll(/<(\w+)>/g)) shape.tags.push(tag);
  for (let at = text.indexOf("{"); at >= 0; at = text.indexOf("{", at)) {
    const end = closing(text, at);
    if (end < 0) {
      shape.fault = "a brace is not closed";
      return;
    }
    readArgument(text.slice(at + 1, end), shape);
    at = end;
  }
}

/** Names may repeat between the cases of a plural: a language with more cases than another is not another message. */
export function readMessage(text: string): MessageShape {
  const shape: MessageShape = { placeholders: [], tags: [], fault: null };
  readInto(text, shape);
  return { ...shape, placeholders: [...new Set(shape.placeholders)].sort(), tags: [...new Set(shape.tags)].sort() };
}
