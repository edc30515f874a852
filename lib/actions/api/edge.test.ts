import { describe, expect, it } from "vitest";
import { config } from "@/proxy";
import { apiRoute } from "./edge";

const route = apiRoute(() => Promise.resolve({ body: {} }));
const ask = (headers: Record<string, string> = {}) =>
  route(new Request("http://localhost:3000/api/v1/cases", { headers }), { params: Promise.resolve({}) });

describe("an answer of the API", () => {
  it("lets nothing be loaded into it, is kept by nobody and tells other sites nothing", async () => {
    const { status, headers } = await ask();
    expect(status).toBe(401);
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("www-authenticate")).toContain("Bearer");
  });

  it("bears the request's id where it is well formed and a new one otherwise", async () => {
    expect((await ask({ "x-request-id": "abcd-1234-efgh" })).headers.get("x-request-id")).toBe("abcd-1234-efgh");
    expect((await ask({ "x-request-id": "a b" })).headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("is the only one that the step before the pages leaves alone", () => {
    const [pattern] = config.matcher;
    const isDressed = (path: string) => new RegExp(`^${pattern ?? ""}$`).test(path);
    for (const path of ["/api/v1/cases", "/api/v1/no/such"]) expect(isDressed(path), path).toBe(false);
    for (const path of ["/", "/cases", "/api/health", "/api/auth/session", "/api/v10/cases", "/apis/v1"])
      expect(isDressed(path), path).toBe(true);
  });
});
