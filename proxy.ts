import { type NextRequest, NextResponse } from "next/server";
import { comesFromOwnSite } from "@/lib/actions/own-site";
import { requestIdOf } from "@/lib/actions/request-id";
import { securityHeaders } from "@/lib/actions/security-headers";
import { env } from "@/lib/env";

/** Headers by which the framework talks to itself: from outside they could only be meant to mislead it. */
const internalHeader = /^x-(middleware-|invoke-|matched-path$|now-route-matches$|nonce$|nextjs-postponed$)/;

/** A stored picture, whatever opens its address: nothing in it runs, loads or is framed. */
const picturePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

function contentSecurityPolicy(nonce: string): string {
  // React's development build evaluates strings to rebuild the server's stack traces.
  const development = env().isProduction ? "" : " 'unsafe-eval'";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Widths of bars and positions of menus are style attributes; an attribute cannot load anything under this policy.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Says no more: whoever sent it is not meant to read the answer. */
function refusedFromElsewhere(request: NextRequest): NextResponse {
  const headers = securityHeaders("default-src 'none'; frame-ancestors 'none'");
  return NextResponse.json(
    { error: { code: "forbidden", reason: "cross_site" } },
    { status: 403, headers: { ...headers, "x-request-id": requestIdOf(request.headers) } },
  );
}

/**
 * Dresses every answer but those of the HTTP API, which has no pages and dresses its own (lib/actions/api/edge.ts). It refuses
 * what another site's page sends, and decides nothing about who may see what: pages, actions and the API ask the policy themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!comesFromOwnSite(request, env().publicUrl)) return refusedFromElsewhere(request);
  const headers = new Headers(request.headers);
  for (const name of request.headers.keys()) if (internalHeader.test(name)) headers.delete(name);

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const isPicture = request.nextUrl.pathname.startsWith("/api/images/");
  const policy = isPicture ? picturePolicy : contentSecurityPolicy(nonce);
  const requestId = requestIdOf(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", requestId);
  // For the sign-in page to come back to.
  headers.set("x-asked-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  // The framework reads the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(securityHeaders(policy))) response.headers.set(name, value);
  response.headers.set("x-request-id", requestId);
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|icons\\.svg|icon\\.svg|api/v1/).*)"] };
