import { randomBytes, randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { inject, vi } from "vitest";
import { audit } from "@/lib/cli/commands/audit";
import { applicationRole, withClient, withDatabase } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { treeHead } from "@/lib/db/seal";
import { provideEnvironment } from "@/lib/env";
import { eraseCase } from "@/lib/usecases/erase-case";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { setUp } from "./factories";
import { loggedCase, opine, person } from "./review-desk";
import { createTestDatabase } from "./test-database";

/** Entries of the trail that are about nobody. */
export async function writeEntries(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1)
    await change(setUp, "setting.changed", {}, (tx) =>
      tx.setting.create({ data: { key: `k_${randomUUID()}`, value: at } }),
    );
}

/** What the command prints, line by line, and its exit status. */
export async function verified(...words: string[]): Promise<{ lines: string[]; status: number }> {
  let out = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => ((out += String(text)), true));
  try {
    const status = await audit(["verify", ...words]);
    return { lines: out.trimEnd().split("\n"), status };
  } finally {
    spy.mockRestore();
  }
}

/**
 * A desk with a decided, an open and an erased case, sealed in several steps. Every attack gets a copy of its own, as the
 * superuser, who may do everything in the database and nothing beside the key.
 */
export async function openAttackedTrail() {
  const database = await createTestDatabase();
  provideEnvironment({ PUBLIC_URL: "https://desk.example.org", DATABASE_URL: database.appUrl });
  useDatabase(database.appUrl);
  const [reporter, first, second] = [
    await person("Mésange", "volunteer"),
    await person("Loriot", "reviewer"),
    await person("Pinson", "reviewer"),
  ];
  const decided = await loggedCase({ reporter, observed: "Asks for gift cards." });
  const open = await loggedCase({ reporter });
  const erased = await loggedCase({ reporter, observed: "To be forgotten." });
  await opine(first, decided.id, "stolen_photo_scammer", "Same pictures as in May.");
  await sealTrail();
  const early = (await treeHead(db()))?.note ?? "";
  await opine(second, decided.id, "stolen_photo_scammer");
  await opine(first, erased.id, "redirecting_bot", "A note that goes.");
  await writeEntries(3);
  await sealTrail();
  const eraser = await person("Effraie", "admin", "reviewer", "protection");
  const { version } = await db().case.findUniqueOrThrow({ where: { id: erased.id } });
  await eraseCase(eraser, { ref: { id: erased.id }, expectedVersion: version, reason: "request_of_the_person" });
  await writeEntries(2);
  await sealTrail();
  await closeDb();

  const memory = path.join(database.dataDir, "keys", "last-checkpoint");
  const signingKey = path.join(database.dataDir, "keys", "SIGNING_KEY");
  const [remembered, key] = [await readFile(memory, "utf8"), await readFile(signingKey, "utf8")];
  const copies: string[] = [];
  const admin = withDatabase(inject("postgres").superuserUrl, "postgres");
  const asSuperuser = (sql: string, values: unknown[] = []) =>
    withClient(withDatabase(database.superuserUrl, copies.at(-1) ?? ""), async (client) => {
      await client.query("SET session_replication_role = replica");
      return client.query<Record<string, string>>(sql, values);
    });
  /** Another copy to attack, with the memory beside the key as it was, or as it is now: a backup put back over today. */
  const restart = async ({ isMemoryKept = false } = {}): Promise<void> => {
    await closeDb();
    if (!isMemoryKept) await writeFile(memory, remembered);
    await writeFile(signingKey, key);
    const name = `attacked_${randomBytes(6).toString("hex")}`;
    const template = new URL(database.appUrl).pathname.slice(1);
    await withClient(admin, async (client) => {
      await client.query(`CREATE DATABASE ${name} OWNER demasque_owner TEMPLATE ${template} STRATEGY FILE_COPY`);
      await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
      await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${applicationRole}`);
    });
    copies.push(name);
    const appUrl = withDatabase(database.appUrl, name);
    provideEnvironment({ DATABASE_URL: appUrl });
    useDatabase(appUrl);
  };
  return {
    ...{ asSuperuser, restart, memory, remembered, early, decided, open, erased, reporter, dataDir: database.dataDir },
    close: async () => {
      await closeDb();
      await withClient(admin, async (client) => {
        for (const name of copies) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      });
      await database.drop();
    },
  };
}
