import { asUrl } from "@/lib/domain/addresses/as-url";

interface Sent {
  readonly method: string;
  readonly headers: { get(name: string): string | null };
}

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether what wants to change something comes from our own pages. The browser itself says where a request comes from; whoever
 * says nothing at all is no browser, and rides on nobody's cookie. The framework's own check believes `x-forwarded-host`, and lets
 * pass who hides where they come from.
 */
export function comesFromOwnSite({ method, headers }: Sent, publicUrl: string): boolean {
  if (reading.has(method)) return true;
  const [site, origin] = [headers.get("sec-fetch-site"), headers.get("origin")];
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  // A form that is sent before the page's scripts run has no origin to name, because pages name themselves to nobody.
  if (origin === null || origin === "null") return origin === null || site !== null;
  const host = asUrl(origin)?.host;
  return host !== undefined && (host === headers.get("host") || host === new URL(publicUrl).host);
}
