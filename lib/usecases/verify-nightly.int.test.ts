import { rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { openTrailReader } from "@/lib/db/trail-reader";
import { env } from "@/lib/env";
import { health } from "@/lib/queries/health";
import { openAttackedTrail, writeEntries } from "@/lib/testing/attacked-trail";
import { sealRegularly } from "./seal-regularly";
import { verifyNightly } from "./verify-nightly";
import { verifyTrailAlone } from "./verify-trail";

let trail: Awaited<ReturnType<typeof openAttackedTrail>>;
beforeAll(async () => (trail = await openAttackedTrail()));
beforeEach(() => trail.restart());
afterAll(() => trail.close());

const results = async () =>
  (await trail.asSuperuser("SELECT is_deep, problem_count, problems FROM audit_verification ORDER BY id")).rows;
const aDayPasses = () => trail.asSuperuser("UPDATE audit_log SET created_at = created_at - interval '1 day'");

describe("the nightly verification", () => {
  it("comes a day after the log was begun, is deep, and not twice on one day", async () => {
    await verifyNightly();
    expect(await results()).toEqual([]);
    await aDayPasses();
    await verifyNightly();
    await verifyNightly();
    // The log's beginning was moved as the superuser does it: that is what is found.
    expect(await results()).toEqual([
      { is_deep: true, problem_count: "1", problems: [{ id: "row audit_log/1", problem: "value_differs" }] },
    ]);
    expect((await health()).alarms).toEqual(["verification_failed"]);
    await trail.asSuperuser("UPDATE audit_verification SET finished_at = now() - interval '21 hours'");
    await verifyNightly();
    expect(await results()).toHaveLength(2);
  });

  it("is left to the instance that seals: another has nothing to hold the newest head against", async () => {
    await aDayPasses();
    await rm(trail.memory);
    await verifyNightly();
    expect(await results()).toEqual([]);
  });

  it("is done by one of several workers", async () => {
    const other = await openTrailReader(env().databaseUrl);
    expect(await other.claim("demasque.verify")).toBe(true);
    expect(await verifyTrailAlone()).toBeNull();
    await other.close();
    expect(await verifyTrailAlone()).toMatchObject({ problemCount: 0 });
  });
});

describe("the health report", () => {
  it("says how far the trail is sealed and verified", async () => {
    const size = Number(trail.remembered.split("\n")[1]);
    expect(await health()).toMatchObject({
      status: "ok",
      lastSeal: { size, unsealed: 0, oldestUnsealedSeconds: null, verification: null },
      alarms: [],
    });
    await writeEntries(2);
    await verifyTrailAlone();
    expect((await health()).lastSeal).toMatchObject({
      unsealed: 2,
      oldestUnsealedSeconds: expect.any(Number) as number,
      verification: { isDeep: false, problems: 0 },
    });
  });

  it("is alarmed by entries that nobody seals, and stays ready", async () => {
    await writeEntries(1);
    await trail.asSuperuser("UPDATE audit_queue SET at = at - interval '6 minutes'");
    expect(await health()).toMatchObject({ status: "ok", alarms: ["unsealed_over_5_minutes"] });
  });

  it("is alarmed by a sealer that refuses to sign, until it signs again", async () => {
    await writeEntries(1);
    await sealRegularly();
    await trail.restart({ isMemoryKept: true });
    await writeEntries(1);
    await expect(sealRegularly()).rejects.toMatchObject({ reason: "history_shrank" });
    expect((await health()).alarms).toEqual(["sealing_refused"]);
    await writeFile(trail.memory, trail.remembered);
    await sealRegularly();
    expect((await health()).alarms).toEqual([]);
    expect(await db().workerHeartbeat.count({ where: { name: "sealing_refused" } })).toBe(0);
  });
});
