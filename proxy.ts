import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";

/** Headers by which the framework talks to itself: from outside they could only be meant to mislead it. */
const internalHeader = /^x-(middleware-|invoke-|matched-path$|now-route-matches$|nonce$|nextjs-postponed$)/;
const wellFormedRequestId = /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/;

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
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function securityHeaders(policy: string): Record<string, string> {
  return {
    "Content-Security-Policy": policy,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(env().publicUrl.startsWith("https://")
      ? { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" }
      : {}),
  };
}

/**
 * Dresses every answer. It decides nothing about who may see what: pages, actions and the API ask the policy themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  for (const name of request.headers.keys()) if (internalHeader.test(name)) headers.delete(name);

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const given = request.headers.get("x-request-id") ?? "";
  const requestId = wellFormedRequestId.test(given) ? given : crypto.randomUUID();
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

export const config = { matcher: ["/((?!_next/static|_next/image|icons\\.svg|icon\\.svg).*)"] };
