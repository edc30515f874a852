import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { commands } from "@/lib/cli/commands";
import { UsageError } from "@/lib/cli/usage";
import { change } from "@/lib/db/change";
import { closeDb, useDatabase } from "@/lib/db/client";
import { tokenScopes, type UserActor } from "@/lib/domain/access/actor";
import type { Permission } from "@/lib/domain/access/permissions";
import { can, nothingKnown } from "@/lib/domain/access/policy";
import { roles } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { provideEnvironment } from "@/lib/env";
import { actorFor, createCase, createUser, setUp, type TestUser } from "@/lib/testing/factories";
import { confirmedCase } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { newSecret, secretHash } from "@/lib/usecases/secret-link";

/** Every command that acts as a person, with what guards it and words that fit. `user` names who invites, and acts as the operator. */
const table: Record<string, { permission: Permission; words: (file: string, number: number) => string[] }> = {
  import: { permission: "report:import", words: (file) => [file, "--track", "redirecting_bot", "--age", "no"] },
  export: { permission: "case:export", words: () => ["--format", "csv"] },
  notice: {
    permission: "case:export",
    words: (_, number) => [String(number), "--recipient", "x-impersonation-form"],
  },
};

let database: TestDatabase;
let out = "";
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});
beforeEach(() => {
  out = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
});

/** A token past the rule of who may make one: what counts is what it opens. */
async function becomeHolder(user: TestUser): Promise<UserActor> {
  const secret = `dmq_${newSecret()}`;
  const token = { userId: user.id, name: "x", scopes: [...tokenScopes], tokenHash: secretHash(secret) };
  await change(setUp, "token.created", {}, (tx) =>
    tx.apiToken.create({ data: { ...token, expiresAt: new Date(Date.now() + 60_000) } }),
  );
  provideEnvironment({ DATA_DIR: database.dataDir, DEMASQUE_TOKEN: secret });
  return actorFor(user, tokenScopes);
}

const run = async (name: string, words: string[]): Promise<string> => {
  const command = await commands[name]?.load();
  try {
    return `ended ${String(await command?.(words))}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    if (error instanceof UsageError) return "usage";
    throw error;
  }
};

describe("the command line", () => {
  it("has no command that acts as a person and is not in this table", () => {
    const asPerson = Object.entries(commands).filter(
      ([name, { usage }]) => usage.includes("--as EMAIL") && name !== "user",
    );
    expect(asPerson.map(([name]) => name).sort()).toEqual(Object.keys(table).sort());
  });

  it.each(Object.keys(table))(
    "%s obeys the policy for every role, for whoever has none, and for whoever is suspended",
    async (name) => {
      const entry = table[name];
      if (!entry) throw new Error("not in the table");
      const reporter = actorFor(await createUser());
      const confirmed = await confirmedCase({ reporter });
      const lane = await createCase({ reporter, state: "safeguarding" });
      for (const held of [...roles.map((role) => [role]), []]) {
        const user = await createUser({ roles: held });
        const actor = await becomeHolder(user);
        const file = path.join(database.dataDir, `${user.id}.csv`);
        writeFileSync(file, `Lien\nhttps://x.com/of_${user.id.slice(0, 8)}\n`);
        const words = [...entry.words(file, confirmed.number), "--as", user.email];
        out = "";
        const outcome = await run(name, words);
        const isRefused = outcome === "forbidden" || outcome === "not_found";
        expect(isRefused, `${held.join()}: ${outcome}`).toBe(!can(actor, entry.permission, nothingKnown));
        if (isRefused) expect(out).toBe("");
        expect(out).not.toContain(lane.handle);
      }
      const gone = await createUser({ roles: ["reviewer"] });
      await becomeHolder(gone);
      await change(setUp, "person.suspended", {}, (tx) =>
        tx.user.update({ where: { id: gone.id }, data: { status: "suspended" } }),
      );
      expect(await run(name, [...entry.words("none.csv", confirmed.number), "--as", gone.email])).toBe("usage");
    },
  );

  it("gives a case in the lane, or one that is not there, the same answer", async () => {
    const reviewer = await createUser({ roles: ["reviewer"] });
    await becomeHolder(reviewer);
    const lane = await createCase({ reporter: actorFor(await createUser()), state: "safeguarding" });
    const answers = await Promise.all(
      [lane.number, 999_999_999].map((number) =>
        run("notice", [String(number), "--recipient", "x-impersonation-form", "--as", reviewer.email]),
      ),
    );
    expect(answers).toEqual(["not_found", "not_found"]);
    expect(out).toBe("");
  });
});
