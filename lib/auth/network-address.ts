import "server-only";

/**
 * Where a request came from: the last entry of X-Forwarded-For, which the nearest proxy (or the server itself, from the socket)
 * wrote; the entries before it are the sender's to invent. Only its digest of the day is ever kept.
 */
export function networkAddressOf(headers: { get(name: string): string | null }): string {
  const entries = (headers.get("x-forwarded-for") ?? "").split(",");
  const last = (entries.at(-1) ?? "").trim();
  return last === "" ? "unknown" : last.slice(0, 64).toLowerCase();
}
