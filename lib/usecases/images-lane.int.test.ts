import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { purgeReasons } from "@/lib/domain/case/reasons";
import { getImages } from "@/lib/queries/get-images";
import { verified } from "@/lib/testing/attacked-trail";
import { setUp } from "@/lib/testing/factories";
import { caption, type ImageDesk, openImageDesk, somePicture, takenImage } from "@/lib/testing/image-desk";
import { endOf, person } from "@/lib/testing/review-desk";
import { addImage } from "./add-image";
import { eraseCase } from "./erase-case";
import { noteDestroyedKeys } from "./note-destroyed-keys";
import { purgeEvidence } from "./purge-evidence";
import { readImagesForBundle } from "./read-images-for-bundle";
import { redactImage } from "./redact-image";
import { removeImage } from "./remove-image";
import { safeguardCase } from "./safeguard-case";
import { sealTrail } from "./seal-trail";
import { revealImage, showBlurred } from "./show-image";

let desk: ImageDesk;
beforeAll(async () => {
  desk = await openImageDesk();
});
afterAll(() => desk.close());

describe("the safety lane", () => {
  it("takes the key, the pictures and every word of them out of reach in the same statement, and gives them back when the case leaves it", async () => {
    const { id } = await desk.newCase();
    const image = await takenImage(desk.reviewer, id);
    await safeguardCase(desk.reviewer, { ref: { id }, reason: "possible_minor" });
    expect(await desk.traces(id)).toEqual({ images: 0, locked: 1, contents: 2, keys: 0, withdrawn: 1 });
    const everybody = [
      desk.reviewer,
      desk.volunteer,
      desk.lane,
      desk.protection,
      await person("Pie", "reviewer", "safeguarding", "admin"),
    ];
    const unknown = "00000000-0000-4000-8000-000000000000";
    const everyWay = (actor: UserActor, picture: string) =>
      Promise.all([
        endOf(showBlurred(actor, picture)),
        endOf(revealImage(actor, picture)),
        endOf(redactImage(actor, { id: picture, revision: 1, boxes: [] })),
        endOf(removeImage(actor, { id: picture, reason: "no_longer_needed" })),
      ]);
    for (const actor of everybody) {
      const told = await everyWay(actor, image);
      // Word for word what is said of a picture that never was.
      expect(told, actor.pseudonym).toEqual(await everyWay(actor, unknown));
      for (const one of told) expect(one).toMatch(/^(not_found:case|forbidden:forbidden)$/);
      expect(
        await endOf(
          readImagesForBundle(actor, { ref: { id }, audience: "court", choices: [{ id: image, isUnredacted: false }] }),
        ),
      ).toMatch(/not_found|forbidden/);
      expect(await getImages(actor, { id })).toBeNull();
    }
    const adding = { ref: { id }, ageAnswer: "no", caption, read: () => expect.unreachable() } as const;
    expect(await endOf(addImage(desk.reviewer, adding))).toBe("not_found:case");
    // Not through the application's own role either, whatever it asks.
    for (const sql of [
      "SELECT count(*) FROM locked_image",
      "SELECT count(*) FROM image_content",
      "SELECT count(*) FROM keystore.case_key",
      "SELECT count(*) FROM keystore.withdrawn_key",
      `SELECT destroy_case_key('${id}')`,
      `UPDATE "case" SET evidence_purged_at = NULL WHERE id = '${id}'; INSERT INTO locked_image SELECT * FROM case_image`,
    ])
      await expect(
        withClient(desk.database.appUrl, (client) => client.query(sql)),
        sql,
      ).rejects.toThrow(/permission denied|without an actor/);
    const asked = await withClient(desk.database.appUrl, (client) =>
      client.query(
        `SELECT (SELECT count(*)::int FROM case_key_of($1)) AS keys, read_image_content($2, 'blurred') AS bytes,
        (SELECT count(*)::int FROM case_image WHERE case_id = $1) AS images`,
        [id, image],
      ),
    );
    expect(asked.rows[0]).toEqual({ keys: 0, bytes: null, images: 0 });

    await desk.leaveLane(id);
    expect(await desk.traces(id)).toEqual({ images: 1, locked: 0, contents: 2, keys: 1, withdrawn: 0 });
    expect(await endOf(revealImage(desk.reviewer, image))).toBe("done");
    await sealTrail();
    expect(await verified("--deep")).toMatchObject({ status: 0 });
  });

  it("purged, leaves neither ciphertext nor key, and the key's id is noted outside the database", async () => {
    const { id } = await desk.newCase();
    const image = await takenImage(desk.reviewer, id);
    const [key] = await desk.rowsOf("SELECT id FROM keystore.case_key WHERE case_id = $1", [id]);
    await safeguardCase(desk.reviewer, { ref: { id }, reason: "possible_minor" });
    await purgeEvidence(desk.lane, { ref: { id }, reason: purgeReasons[0] });
    expect(await desk.traces(id)).toEqual({ images: 0, locked: 0, contents: 0, keys: 0, withdrawn: 0 });
    expect(await desk.rowsOf("SELECT 1 FROM keystore.destroyed_key WHERE id = $1", [key?.["id"]])).toHaveLength(1);
    // By the purge itself, and once however often a job looks again.
    await noteDestroyedKeys();
    const list = readFileSync(path.join(desk.database.dataDir, "erasures"), "utf8");
    expect(list.match(new RegExp(`^key:${String(key?.["id"])} \\d{4}-\\d{2}-\\d{2}$`, "gm"))).toHaveLength(1);
    await desk.leaveLane(id);
    expect(await endOf(revealImage(desk.reviewer, image))).toBe("not_found:case");
    await sealTrail();
    expect(await verified("--deep")).toMatchObject({ status: 0 });
  });

  it("wins against a picture that is being taken in at the same moment: none is left behind in clear reach", async () => {
    const picture = await somePicture();
    for (let round = 0; round < 3; round++) {
      const { id } = await desk.newCase();
      const taking = endOf(takenImage(desk.reviewer, id, picture));
      const moving = new Promise((resolve) => setTimeout(resolve, 100 * round)).then(() =>
        safeguardCase(desk.reviewer, { ref: { id }, reason: "possible_minor" }),
      );
      await Promise.all([taking, moving]);
      expect(await desk.traces(id)).toMatchObject({ images: 0, keys: 0 });
    }
  });
});

describe("erasure", () => {
  it("of a case destroys its pictures and their key; of the last picture, the key", async () => {
    const { id } = await desk.newCase();
    const [first, second] = [await takenImage(desk.reviewer, id), await takenImage(desk.reviewer, id)];
    await removeImage(desk.reviewer, { id: first, reason: "wrong_picture" });
    expect(await desk.traces(id)).toMatchObject({ images: 1, contents: 2, keys: 1 });
    expect(await endOf(revealImage(desk.reviewer, first))).toBe("not_found:case");
    expect(await endOf(revealImage(desk.reviewer, second))).toBe("done");
    await removeImage(desk.reviewer, { id: second, reason: "wrong_picture" });
    expect(await desk.traces(id)).toMatchObject({ images: 0, contents: 0, keys: 0 });
    const again = await takenImage(desk.reviewer, id);
    const { version } = await db().case.findUniqueOrThrow({ where: { id } });
    await eraseCase(desk.protection, { ref: { id }, expectedVersion: version, reason: "request_of_the_person" });
    expect(await desk.traces(id)).toEqual({ images: 0, locked: 0, contents: 0, keys: 0, withdrawn: 0 });
    expect(await endOf(revealImage(desk.reviewer, again))).toBe("not_found:case");
    const list = readFileSync(path.join(desk.database.dataDir, "erasures"), "utf8");
    expect(list.match(/^key:/gm)?.length).toBeGreaterThan(1);
    await sealTrail();
    expect(await verified("--deep")).toMatchObject({ status: 0 });
  });

  it("reaches what is in the lane as well", async () => {
    const { id } = await desk.newCase();
    await takenImage(desk.reviewer, id);
    await safeguardCase(desk.reviewer, { ref: { id }, reason: "possible_minor" });
    await sealTrail();
    await change(setUp, "case.erased", {}, (tx) => tx.$queryRaw`SELECT erase_case(${id}::uuid)`);
    expect(await desk.traces(id)).toEqual({ images: 0, locked: 0, contents: 0, keys: 0, withdrawn: 0 });
  });
});
