import { describe, expect, it } from "vitest";
import { comesFromOwnSite } from "./own-site";

const isTaken = (headers: Record<string, string>, method = "POST") =>
  comesFromOwnSite({ method, headers: new Headers({ host: "127.0.0.1:3000", ...headers }) }, "https://desk.example");

describe("what wants to change something", () => {
  it.each([
    { origin: "https://desk.example", "sec-fetch-site": "same-origin" },
    { origin: "https://desk.example" },
    { origin: "http://127.0.0.1:3000" },
    { origin: "null", "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
    {},
  ])("is taken from our own pages, and from programs (%j)", (headers) => {
    expect(isTaken(headers)).toBe(true);
  });

  it.each([
    { origin: "https://elsewhere.example" },
    { origin: "https://elsewhere.example", "x-forwarded-host": "elsewhere.example" },
    { origin: "https://desk.example.elsewhere.example" },
    { origin: "https://desk.example:8443" },
    { origin: "null" },
    { origin: "null", "sec-fetch-site": "cross-site" },
    { origin: "not an address" },
    { "sec-fetch-site": "cross-site" },
    { origin: "https://desk.example", "sec-fetch-site": "same-site" },
  ])("is refused from elsewhere (%j)", (headers) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect(isTaken(headers, method)).toBe(false);
    expect(isTaken(headers, "GET")).toBe(true);
  });
});
