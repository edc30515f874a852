import "server-only";
import { createHash } from "node:crypto";
import { Prisma } from "./generated/client";

const mark = "/*kept*/";

/** A statement that begins with this is parsed and planned once a connection: for those that run with every report and every page. */
export const kept = Prisma.raw(mark);

const names = new Map<string, string>();
/** The marked statements have some dozens of forms; should one ever be built from what people type, it is simply not kept. */
const namesAtMost = 128;

/**
 * The name under which a connection keeps a statement; "" for none. It follows from the text alone: the server holds this module more
 * than once, one for each bundle, and they share the connections.
 */
export function keptName({ sql }: { sql: string }): string {
  if (!sql.trimStart().startsWith(mark)) return "";
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= namesAtMost) return "";
  const name = `kept_${createHash("sha256").update(sql).digest("base64url").slice(0, 22)}`;
  names.set(sql, name);
  return name;
}
