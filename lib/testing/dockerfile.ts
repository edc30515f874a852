/** One instruction, continuation lines joined. */
export interface Instruction {
  readonly keyword: string;
  readonly words: string;
}

export interface Stage {
  readonly name: string;
  /** An image, or an earlier stage. */
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

export interface Copy {
  /** An earlier stage; null for the build context. */
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly destination: string;
}

/** Reads a Dockerfile of the plain kind: no heredocs, no parser directives, no build arguments. */
export function parseDockerfile(text: string): Stage[] {
  const lines = text
    .replace(/\\\n/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const stages: { name: string; from: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [keyword = "", ...rest] = line.split(/\s+/);
    const words = line.slice(keyword.length).trim();
    if (keyword === "FROM") {
      const [from = "", as, name] = rest;
      stages.push({
        name: as?.toUpperCase() === "AS" && name !== undefined ? name : String(stages.length),
        from,
        instructions: [],
      });
    } else {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`${keyword} stands before the first FROM.`);
      stage.instructions.push({ keyword, words });
    }
  }
  return stages;
}

export function parseCopy(words: string): Copy {
  const all = words.split(/\s+/);
  const paths = all.filter((word) => !word.startsWith("--"));
  const from = all.find((word) => word.startsWith("--from="))?.slice("--from=".length) ?? null;
  return { from, sources: paths.slice(0, -1), destination: paths.at(-1) ?? "" };
}

/** What a .dockerignore of the form "everything out, these in, these out again" lets into the build context. */
export function isInContext(ignoreFile: string, file: string): boolean {
  let isIn = true;
  for (const line of ignoreFile.split("\n").map((text) => text.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    const pattern = line.startsWith("!") ? line.slice(1) : line;
    if (matches(pattern, file)) isIn = line.startsWith("!");
  }
  return isIn;
}

/** A pattern matches a file when it matches it or a folder above it. */
function matches(pattern: string, file: string): boolean {
  const source = pattern
    .split("/")
    .map((part) => (part === "**" ? "(?:.*)" : part.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, "[^/]*")))
    .join("/")
    .replaceAll("(?:.*)/", "(?:.*/)?");
  return new RegExp(`^${source}(/.*)?$`).test(file);
}
