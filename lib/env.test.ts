import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EnvironmentError, parseEnvironment, readOrMakeKey } from "./env";

describe("the environment", () => {
  it("has a default for everything that a first start needs", () => {
    const environment = parseEnvironment({});
    expect(environment).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      publicUrl: "http://localhost:3000",
      dataDir: path.resolve(".data"),
      hasDatabase: false,
      worker: "inline",
      logLevel: "info",
    });
  });

  it("lets the public address follow the port unless it is set", () => {
    expect(parseEnvironment({ PORT: "8080" }).publicUrl).toBe("http://localhost:8080");
    expect(parseEnvironment({ PORT: "8080", PUBLIC_URL: "https://desk.example.org/" }).publicUrl).toBe(
      "https://desk.example.org",
    );
  });

  it.each(["http://192.168.1.20:3000", "http://[::1]:3000", "https://desk.example.org:8443"])(
    "takes %s for a public address",
    (address) => {
      expect(parseEnvironment({ PUBLIC_URL: address }).publicUrl).toBe(address);
    },
  );

  it("takes an empty value for none", () => {
    expect(parseEnvironment({ PORT: "", DATABASE_URL: " " })).toMatchObject({ port: 3000, hasDatabase: false });
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "3000.5"],
    ["HOST", "not a host"],
    ["PUBLIC_URL", "desk.example.net"],
    ["PUBLIC_URL", "https://user:password@desk.example.net"],
    ["PUBLIC_URL", "https://desk.example.net/?query"],
    ["PUBLIC_URL", "ftp://desk.example.org"],
    ["PUBLIC_URL", "https://desk.example.net/sub/path"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["DATABASE_OWNER_URL", "localhost:5432"],
    ["MASTER_KEY", "short"],
    ["SIGNING_KEY", "A".repeat(44)],
    ["SESSION_SECRET", "too short"],
    ["SMTP_URL", "mail.example.org"],
    ["MAIL_FROM", "nobody"],
    ["OIDC_ISSUER", "example"],
    ["OIDC_ISSUER", "http://id.example.org"],
    ["OIDC_ISSUER", "http://localhost.example.org"],
    ["WORKER", "on"],
    ["LOG_LEVEL", "loud"],
  ])("refuses %s=%s by name and says what is expected, without repeating the value", (name, value) => {
    const base = name === "DATABASE_OWNER_URL" ? { DATABASE_URL: "postgresql://a@b/c" } : {};
    const attempt = () => parseEnvironment({ ...base, [name]: value });
    expect(attempt).toThrow(EnvironmentError);
    expect(attempt).toThrow(new RegExp(`^${name}: expected `));
    if (value.length > 8) expect(attempt).not.toThrow(value);
  });

  it("takes a provider with all it needs, over the web or on this machine, and nothing by halves", () => {
    const given = { OIDC_CLIENT_ID: "desk", OIDC_CLIENT_SECRET: "secret" };
    expect(parseEnvironment({ OIDC_ISSUER: "https://id.example.org", ...given }).oidc).toMatchObject({
      name: "id.example.org",
      clientId: "desk",
    });
    expect(parseEnvironment({ OIDC_ISSUER: "http://127.0.0.1:4000", ...given, OIDC_NAME: "Loups" }).oidc?.name).toBe(
      "Loups",
    );
    expect(() => parseEnvironment(given)).toThrow(/^OIDC_ISSUER: expected /);
    expect(() => parseEnvironment({ OIDC_ISSUER: "https://id.example.org" })).toThrow(
      /OIDC_CLIENT_ID[\s\S]*OIDC_CLIENT_SECRET/,
    );
    expect(parseEnvironment({}).oidc).toBeNull();
  });

  it("names every wrong variable at once", () => {
    expect(() => parseEnvironment({ PORT: "x", WORKER: "y" })).toThrow(/PORT[\s\S]*WORKER/);
  });

  it("asks for a sender when mail can be sent, and for the application's database beside the owner's", () => {
    expect(() => parseEnvironment({ SMTP_URL: "smtp://mail.example.org" })).toThrow(/^MAIL_FROM/);
    expect(() => parseEnvironment({ DATABASE_OWNER_URL: "postgresql://a@b/c" })).toThrow(/^DATABASE_URL/);
  });

  it("says that there is no database rather than giving an empty address", () => {
    expect(() => parseEnvironment({}).databaseUrl).toThrow(/DATABASE_URL is not set/);
  });
});

describe("the secrets", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "demasque-keys-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("are made once, 32 random bytes each, readable by their owner only", () => {
    const first = parseEnvironment({ DATA_DIR: folder });
    const again = parseEnvironment({ DATA_DIR: folder });
    const made = [first.masterKey, first.sessionSecret, first.signingKey];
    expect(new Set(made).size).toBe(3);
    for (const key of made) expect(Buffer.from(key, "base64")).toHaveLength(32);
    expect([again.masterKey, again.sessionSecret, again.signingKey]).toEqual(made);
    expect(statSync(path.join(folder, "keys")).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(folder, "keys/MASTER_KEY")).mode & 0o777).toBe(0o600);
  });

  it("come from outside when they are given, and then leave no file", () => {
    const given = Buffer.alloc(32, 7).toString("base64");
    expect(parseEnvironment({ DATA_DIR: folder, MASTER_KEY: given }).masterKey).toBe(given);
    expect(() => statSync(path.join(folder, "keys"))).toThrow();
  });

  it("are not replaced when a file was emptied: that would orphan what they protect", () => {
    const made = readOrMakeKey(folder, "MASTER_KEY");
    writeFileSync(path.join(folder, "keys/MASTER_KEY"), "");
    expect(() => readOrMakeKey(folder, "MASTER_KEY")).toThrow(/is empty/);
    expect(made).not.toBe("");
    expect(readFileSync(path.join(folder, "keys/MASTER_KEY"), "utf8")).toBe("");
  });
});
