import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { provideEnvironment } from "@/lib/env";
import { verified } from "@/lib/testing/attacked-trail";
import { caseForImages, takenImage } from "@/lib/testing/image-desk";
import { endOf, person } from "@/lib/testing/review-desk";
import { saidBy } from "@/lib/testing/said-by";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { eraseCase } from "@/lib/usecases/erase-case";
import { purgeEvidence } from "@/lib/usecases/purge-evidence";
import { removeImage } from "@/lib/usecases/remove-image";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { revealImage } from "@/lib/usecases/show-image";
import { backup } from "../commands/backup";
import { caseKeys } from "../commands/case-keys";
import { restore } from "../commands/restore";

let [source, target]: (TestDatabase | undefined)[] = [];
let [reviewer, volunteer, protection, lane]: UserActor[] = [];
let [scratch, folder, keyFolder] = ["", "", ""];
const at = <T>(one: T | undefined): T => one ?? expect.unreachable();

async function workOn({ appUrl, ownerUrl, dataDir }: TestDatabase): Promise<void> {
  await closeDb();
  provideEnvironment({ DATA_DIR: dataDir, DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
  useDatabase(appUrl);
}
const pictured = async () => {
  const { id } = await caseForImages(at(reviewer), at(volunteer));
  return { id, image: await takenImage(at(reviewer), id) };
};
const keyFile = async (): Promise<string> => path.join(keyFolder, at((await readdir(keyFolder))[0]));
async function restoreElsewhere(...words: string[]) {
  target = await createEmptyDatabase();
  await workOn(target);
  return saidBy(() => restore([folder, ...words]));
}

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "demasque-keys-"));
  source = await createTestDatabase();
  await workOn(source);
  provideEnvironment({ PUBLIC_URL: "https://desk.example.org" });
  [reviewer, volunteer, protection, lane] = [
    await person("Loriot", "reviewer"),
    await person("Mésange", "volunteer"),
    await person("Effraie", "protection"),
    await person("Hulotte", "safeguarding"),
  ];
});
beforeEach(async () => {
  await workOn(at(source));
  [folder, keyFolder] = [
    path.join(scratch, `b${String(performance.now())}`),
    path.join(scratch, `k${String(performance.now())}`),
  ];
});
afterEach(async () => {
  await closeDb();
  await target?.drop();
  target = undefined;
});
afterAll(async () => {
  await source?.drop();
  await rm(scratch, { recursive: true });
});

describe("the key store", () => {
  it("is in no backup of the tables: a restored desk shows its pictures only with the file of keys that was kept apart", async () => {
    const { image } = await pictured();
    await saidBy(() => backup([folder]));
    for (const name of await readdir(path.join(folder, "tables"))) expect(name).not.toContain("key_store");
    expect((await readdir(path.join(folder, "tables"))).filter((name) => /case_key|withdrawn_key/.test(name))).toEqual(
      [],
    );
    expect((await saidBy(() => caseKeys([keyFolder]))).status).toBe(0);
    const file = await keyFile();
    expect((await restoreElsewhere()).status).toBe(0);
    expect(await endOf(revealImage(at(reviewer), image))).toBe("unavailable:image_key_gone");
    await closeDb();
    await at(target).drop();
    const { out, status } = await restoreElsewhere("--case-keys", file);
    expect({ status, keys: /"caseKeys":(\d+)/.exec(out)?.[1] }).toEqual({
      status: 0,
      keys: expect.stringMatching(/[1-9]/) as string,
    });
    expect(await endOf(revealImage(at(reviewer), image))).toBe("done");
    expect(await verified("--deep")).toMatchObject({ status: 0 });
  });

  it("brings back no picture that was erased, purged, or removed as the last one after the backup, whatever old files are restored", async () => {
    const [erased, purged, removed, kept] = [await pictured(), await pictured(), await pictured(), await pictured()];
    await saidBy(() => backup([folder]));
    await saidBy(() => caseKeys([keyFolder]));
    const { version } = await db().case.findUniqueOrThrow({ where: { id: erased.id } });
    await eraseCase(at(protection), {
      ref: { id: erased.id },
      expectedVersion: version,
      reason: "request_of_the_person",
    });
    await safeguardCase(at(reviewer), { ref: { id: purged.id }, reason: "possible_minor" });
    await purgeEvidence(at(lane), { ref: { id: purged.id }, reason: "nothing_to_keep" });
    await removeImage(at(reviewer), { id: removed.image, reason: "wrong_picture" });
    const list = path.join(at(source).dataDir, "erasures");
    const { status } = await restoreElsewhere("--erasures", list, "--case-keys", await keyFile());
    expect(status).toBe(0);
    for (const { id, image } of [erased, purged, removed]) {
      expect(await endOf(revealImage(at(reviewer), image))).toBe("not_found:case");
      const { rows } = await withClient(at(target).superuserUrl, (client) =>
        client.query(
          `SELECT (SELECT count(*)::int FROM image_content WHERE case_id = $1) + (SELECT count(*)::int FROM case_image WHERE case_id = $1)
             + (SELECT count(*)::int FROM keystore.case_key WHERE case_id = $1) AS left`,
          [id],
        ),
      );
      expect(rows).toEqual([{ left: 0 }]);
    }
    expect(await endOf(revealImage(at(reviewer), kept.image))).toBe("done");
    // The next restore knows it too.
    const here = await readFile(path.join(at(target).dataDir, "erasures"), "utf8");
    expect(here.match(/^key:/gm)?.length).toBeGreaterThanOrEqual(3);
    expect(await verified("--deep")).toMatchObject({ status: 0 });
  });

  it("keeps what is in the lane out of reach where it is restored", async () => {
    const { id, image } = await pictured();
    await safeguardCase(at(reviewer), { ref: { id }, reason: "possible_minor" });
    await saidBy(() => backup([folder]));
    await saidBy(() => caseKeys([keyFolder]));
    await restoreElsewhere("--case-keys", await keyFile());
    expect(await endOf(revealImage(at(reviewer), image))).toBe("not_found:case");
    const { rows } = await withClient(at(target).superuserUrl, (client) =>
      client.query(
        `SELECT (SELECT count(*)::int FROM keystore.case_key WHERE case_id = $1) AS keys, (SELECT count(*)::int FROM keystore.withdrawn_key WHERE case_id = $1) AS withdrawn`,
        [id],
      ),
    );
    expect(rows).toEqual([{ keys: 0, withdrawn: 1 }]);
  });

  it("is copied for 35 days and no longer: older files are deleted with the next copy, and an older one is not restored", async () => {
    await saidBy(() => caseKeys([keyFolder]));
    const file = await keyFile();
    await writeFile(path.join(keyFolder, "case-keys-20200101T000000Z.json"), "{}");
    await writeFile(path.join(keyFolder, "of-somebody-else.json"), "{}");
    await saidBy(() => caseKeys([keyFolder]));
    expect(await readdir(keyFolder)).not.toContain("case-keys-20200101T000000Z.json");
    expect(await readdir(keyFolder)).toContain("of-somebody-else.json");
    const told = JSON.parse(await readFile(file, "utf8")) as object;
    await writeFile(file, JSON.stringify({ ...told, madeAt: new Date(Date.now() - 36 * 86_400_000).toISOString() }));
    await saidBy(() => backup([folder]));
    await expect(restoreElsewhere("--case-keys", file)).rejects.toThrow(/older than 35 days/);
  });
});
