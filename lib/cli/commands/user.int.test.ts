import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { UsageError } from "@/lib/cli/usage";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { findLiveSession, openSession } from "@/lib/db/sessions";
import { createUser } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { user } from "./user";

let database: TestDatabase;
let admin: Awaited<ReturnType<typeof createUser>>;
let reviewer: Awaited<ReturnType<typeof createUser>>;
let out = "";

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  admin = await createUser({ roles: ["admin"] });
  reviewer = await createUser({ roles: ["reviewer"] });
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});
beforeEach(() => {
  out = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((out += String(text)), true));
});

describe("demasque user", () => {
  it("lists people without their e-mail addresses", async () => {
    expect(await user(["list"])).toBe(0);
    expect(out).toContain(reviewer.id);
    expect(out).not.toContain("@");
  });

  it("invites in the name of an administrator, and the trail says that it was the operator", async () => {
    expect(await user(["invite", "--role", "volunteer", "--as", admin.email])).toBe(0);
    expect(out).toMatch(/\/invite\/[A-Za-z0-9_-]{20,}/);
    expect(await db().invitation.count({ where: { createdBy: admin.id } })).toBe(1);
    const entry = await db().auditEntry.findFirst({ orderBy: { id: "desc" } });
    expect(entry).toMatchObject({ actor: "operator", action: "person.invited" });
  });

  it("invites nobody in the name of somebody who may not", async () => {
    await expect(user(["invite", "--role", "admin", "--as", reviewer.email])).rejects.toThrow(UsageError);
    await expect(user(["invite", "--role", "volunteer"])).rejects.toThrow(UsageError);
  });

  it("signs one person out, then everybody", async () => {
    const [his, hers] = [await openSession(reviewer.id, "test"), await openSession(admin.id, "test")];
    await user(["sign-out-all", reviewer.email]);
    expect(await findLiveSession(his ?? "")).toBeNull();
    expect(await findLiveSession(hers ?? "")).not.toBeNull();
    await user(["sign-out-all", "--everybody"]);
    expect(await findLiveSession(hers ?? "")).toBeNull();
  });

  it("suspends with a reason in one word, and never the last administrator", async () => {
    await expect(user(["suspend", reviewer.email])).rejects.toThrow(UsageError);
    expect(await user(["suspend", reviewer.email, "--reason", "account_at_risk"])).toBe(0);
    expect((await db().user.findUniqueOrThrow({ where: { id: reviewer.id } })).status).toBe("suspended");
    await expect(user(["suspend", admin.email, "--reason", "left"])).rejects.toMatchObject({ reason: "last_admin" });
  });
});
