import "server-only";
import { securityHeaders } from "../security-headers";

let kept: Record<string, string> | undefined;

/** What every answer of the API carries. Nothing is loaded into one, and nobody keeps one. */
export function apiHeaders(requestId: string): Record<string, string> {
  kept ??= { ...securityHeaders("default-src 'none'; frame-ancestors 'none'"), "Cache-Control": "no-store" };
  return { ...kept, "X-Request-Id": requestId };
}
