import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "@/proxy";

const answer = (headers: Record<string, string> = {}) =>
  proxy(new NextRequest("http://localhost:3000/cases/412?x=1", { headers }));
/** What the page will see: the framework passes changed request headers on under these names. */
const passedOn = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);
const passedNames = (response: Response) => (response.headers.get("x-middleware-override-headers") ?? "").split(",");

describe("proxy", () => {
  it("gives every answer a nonce of its own and lets no inline script or style in without it", () => {
    const policies = [answer(), answer()].map((response) => response.headers.get("content-security-policy") ?? "");
    const nonces = policies.map((policy) => /script-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1]);
    expect(nonces[0]).not.toBe(nonces[1]);
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toMatch(/(script-src|style-src) [^;]*'unsafe-inline'/);
    }
  });

  it("lets nothing run, load or be framed in a stored picture, whatever opens its address", () => {
    const address = "http://localhost:3000/api/images/00000000-0000-4000-8000-000000000000/blurred";
    const { headers } = proxy(new NextRequest(address));
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("tells other sites nothing and lets none frame or read this one", () => {
    const { headers } = answer();
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
  });

  it("drops the headers by which the framework talks to itself", () => {
    const response = answer({ "x-middleware-subrequest": "proxy:proxy:proxy", "x-invoke-path": "/admin" });
    expect(passedNames(response)).not.toContain("x-middleware-subrequest");
    expect(passedNames(response)).not.toContain("x-invoke-path");
  });

  it("takes a nonce or an asked path from nobody", () => {
    const response = answer({ "x-nonce": "mine", "x-asked-path": "//elsewhere.example" });
    expect(passedOn(response, "x-nonce")).not.toBe("mine");
    expect(passedOn(response, "x-asked-path")).toBe("/cases/412?x=1");
  });

  it("keeps a well-formed request id and replaces any other", () => {
    expect(answer({ "x-request-id": "abcd-1234-efgh" }).headers.get("x-request-id")).toBe("abcd-1234-efgh");
    for (const given of ["short", "a b c d e f g h", "x".repeat(65), "{}[]{}[]{}", "-starts-badly"]) {
      expect(answer({ "x-request-id": given }).headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
