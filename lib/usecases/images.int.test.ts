import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { unzipFiles } from "@/lib/documents/zip-file";
import { distanceOf, fingerprintOf, luminanceOf } from "@/lib/domain/fingerprints/pdq";
import { wholeSide } from "@/lib/domain/images/boxes";
import type { BundledImage, ImageChoices } from "@/lib/domain/images/bundled-image";
import { pictureLimits } from "@/lib/domain/images/limits";
import { bundleAudiences, type BundleAudience, type BundleManifest } from "@/lib/domain/notices/case-bundle";
import { verified } from "@/lib/testing/attacked-trail";
import { actorFor, createUser } from "@/lib/testing/factories";
import { caption, type ImageDesk, openImageDesk, takenImage } from "@/lib/testing/image-desk";
import { endOf, loggedCase, person } from "@/lib/testing/review-desk";
import { addImage } from "./add-image";
import { getCaseBundle } from "@/lib/queries/get-case-bundle";
import { readImagesForBundle } from "./read-images-for-bundle";
import { redactImage } from "./redact-image";
import { removeImage } from "./remove-image";
import { sealTrail } from "./seal-trail";
import { revealImage, showBlurred } from "./show-image";
import { switchImages } from "./switch-images";
import { withdrawMandate } from "./withdraw-mandate";

let desk: ImageDesk;
beforeAll(async () => {
  desk = await openImageDesk();
});
afterAll(() => desk.close());

const refused = (caseId: string, actor = desk.reviewer, ageAnswer: "no" | "yes" | "unsure" = "no") =>
  endOf(addImage(actor, { ref: { id: caseId }, ageAnswer, caption, read: () => expect.unreachable("It was read.") }));

const bundled = (id: string, choices: ImageChoices, audience: BundleAudience = "authority", actor = desk.reviewer) =>
  readImagesForBundle(actor, { ref: { id }, audience, choices });

describe("a picture is taken in", () => {
  it("only under a verified mandate, on a case where it was switched on, with a clear no to the age question; else not a byte is read", async () => {
    const { id } = await loggedCase({ reporter: desk.volunteer });
    expect(await endOf(switchImages(desk.reviewer, { ref: { id }, isOn: true, reason: "link_vanishes" }))).toBe(
      "conflict:image_mandate_missing",
    );
    expect(await refused(id)).toBe("conflict:image_mandate_missing");
    const ready = await desk.newCase();
    await switchImages(desk.reviewer, { ref: { id: ready.id }, isOn: false, reason: "no_longer_needed" });
    expect(await refused(ready.id)).toBe("conflict:images_off");
    expect(await refused(ready.id, desk.volunteer)).toBe("forbidden:forbidden");
    expect(await refused(ready.id, desk.protection)).toBe("forbidden:forbidden");
    expect(await refused(ready.id, desk.lane)).toBe("not_found:case");
    for (const answer of ["yes", "unsure"] as const) {
      const doubted = await desk.newCase();
      expect(await refused(doubted.id, desk.reviewer, answer)).toBe("done");
      expect((await db().case.findUniqueOrThrow({ where: { id: doubted.id } })).state).toBe("safeguarding");
      expect(await desk.traces(doubted.id)).toMatchObject({ images: 0, locked: 0, contents: 0, keys: 0 });
    }
  });

  it("so many for one case and no more", async () => {
    const { id } = await desk.newCase();
    await takenImage(desk.reviewer, id);
    await desk.rowsOf(
      `INSERT INTO case_image (case_id, key_id, width, height, byte_count, sha256, shows)
       SELECT case_id, key_id, 1, 1, 1, sha256, 'x' FROM case_image, generate_series(2, $2) WHERE case_id = $1`,
      [id, pictureLimits.perCaseAtMost],
    );
    expect(await refused(id)).toBe("conflict:images_at_most");
  });

  it("is kept as ciphertext alone: neither it nor its blurred version is anywhere in clear, and the trail holds no word of it", async () => {
    const { id } = await desk.newCase();
    const image = await takenImage(desk.reviewer, id);
    const clear = Buffer.from(await revealImage(desk.reviewer, image));
    const blurred = Buffer.from(await showBlurred(desk.reviewer, image));
    const contents = await desk.rowsOf("SELECT bytes FROM image_content WHERE image_id = $1", [image]);
    expect(contents).toHaveLength(2);
    for (const { bytes } of contents as { bytes: Buffer }[])
      for (const plain of [clear, blurred]) expect(bytes.includes(plain.subarray(20, 60))).toBe(false);
    const entries = await desk.rowsOf("SELECT action, changes::text AS changes FROM audit_entry WHERE case_id = $1", [
      id,
    ]);
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(["image.switched_on", "image.added"]));
    for (const { changes } of entries) {
      expect(changes).not.toContain(caption.shows);
      expect(changes).not.toContain(caption.seenWhere);
    }
    expect(
      await desk.rowsOf(
        "SELECT 1 FROM audit_entry WHERE subject_table = 'case_image' AND changes -> 'shows' -> 1 ? 'digest'",
      ),
    ).not.toEqual([]);
    await sealTrail();
    expect(await verified("--deep")).toMatchObject({ status: 0 });
  });
});

describe("a picture is shown", () => {
  it("blurred so that nothing is to be seen, and in clear with an entry in the access log each time", async () => {
    const { id } = await desk.newCase();
    const image = await takenImage(desk.reviewer, id);
    const [blurred, clear] = [await showBlurred(desk.reviewer, image), await revealImage(desk.reviewer, image)];
    const prints = await Promise.all(
      [blurred, clear].map(async (bytes) => {
        const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
        return fingerprintOf(luminanceOf(data, info.width, info.height)).pdq;
      }),
    );
    // Not even a fingerprint of the whole finds it again.
    expect(distanceOf(prints[0] ?? "", prints[1] ?? "")).toBeGreaterThan(31);
    await revealImage(desk.reviewer, image);
    const log = await desk.rowsOf("SELECT actor, kind FROM access_log WHERE subject = $1", [image]);
    expect(log).toEqual(Array(2).fill({ actor: `user:${desk.reviewer.id}`, kind: "image_revealed" }));
  });

  it("to reviewers alone: to nobody else it is a case that is not there, whatever id they know", async () => {
    const { id } = await desk.newCase();
    const image = await takenImage(desk.reviewer, id);
    const suspended = actorFor(await createUser({ roles: ["reviewer"] }));
    for (const actor of [desk.volunteer, desk.lane, await person("Pie", "admin"), await person("Geai", "auditor")])
      for (const work of [showBlurred, revealImage])
        expect(await endOf(work(actor, image)), actor.pseudonym).toMatch(/^(not_found:case|forbidden:forbidden)$/);
    const unknown = "00000000-0000-4000-8000-000000000000";
    expect(await endOf(revealImage(suspended, unknown))).toBe("not_found:case");
  });

  it("no longer once the mandate is withdrawn: then it can only be removed", async () => {
    const { id } = await desk.newCase();
    const image = await takenImage(desk.reviewer, id);
    const { mandateId } = await db().case.findUniqueOrThrow({ where: { id } });
    const { number } = await db().mandate.findUniqueOrThrow({ where: { id: mandateId ?? "" } });
    await withdrawMandate(desk.reviewer, { number: Number(number), reason: "her_word" });
    expect(await endOf(revealImage(desk.reviewer, image))).toBe("conflict:image_mandate_missing");
    expect(await endOf(redactImage(desk.reviewer, { id: image, revision: 1, boxes: [] }))).toBe(
      "conflict:image_mandate_missing",
    );
    expect(await refused(id)).toBe("conflict:image_mandate_missing");
    await removeImage(desk.protection, { id: image, reason: "giver_asks" });
    expect(await desk.traces(id)).toMatchObject({ images: 0, contents: 0, keys: 0 });
  });
});

describe("redaction", () => {
  const half = { x: 0, y: 0, width: wholeSide / 2, height: wholeSide };
  const points = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const brightest = async (bytes: Uint8Array, from: number, to: number): Promise<number> => {
    const { data, info } = await points(bytes);
    let most = 0;
    for (let y = 0; y < info.height; y++)
      for (let x = Math.floor(info.width * from); x < Math.floor(info.width * to); x++)
        most = Math.max(most, data[(y * info.width + x) * 3] ?? 0);
    return most;
  };

  it("is burned into what everybody sees and what leaves; the one before is there only for whoever chooses it, and back without boxes", async () => {
    const { id } = await desk.newCase();
    const image = await takenImage(desk.reviewer, id);
    const before = await revealImage(desk.reviewer, image);
    expect(await redactImage(desk.reviewer, { id: image, revision: 1, boxes: [half] })).toEqual({ revision: 2 });
    const after = await revealImage(desk.reviewer, image);
    expect(await brightest(after, 0, 0.48)).toBeLessThan(16);
    expect(await brightest(after, 0.52, 1)).toBeGreaterThan(128);
    expect(await brightest(await showBlurred(desk.reviewer, image), 0, 0.3)).toBeLessThan(40);
    const [shown] = await bundled(id, [{ id: image, isUnredacted: false }]);
    expect(Buffer.from(shown?.bytes ?? []).equals(Buffer.from(after))).toBe(true);
    expect(shown).toMatchObject({ isRedacted: true, name: "image-01.jpg", shows: caption.shows });
    const [whole] = await bundled(id, [{ id: image, isUnredacted: true }]);
    expect(Buffer.from(whole?.bytes ?? []).equals(Buffer.from(before))).toBe(true);
    const kinds = await desk.rowsOf("SELECT kind FROM access_log WHERE subject = $1 ORDER BY id", [image]);
    expect(kinds.filter(({ kind }) => kind === "image_exported")).toHaveLength(2);
    await redactImage(desk.reviewer, { id: image, revision: 2, boxes: [] });
    expect(Buffer.from(await revealImage(desk.reviewer, image)).equals(Buffer.from(before))).toBe(true);
    expect(await desk.traces(id)).toMatchObject({ contents: 2 });
  });

  it("of two at once lets one win, and tells the other", async () => {
    const { id } = await desk.newCase();
    const image = await takenImage(desk.reviewer, id);
    const ends = await Promise.all(
      [1, 2].map(() => endOf(redactImage(desk.reviewer, { id: image, revision: 1, boxes: [half] }))),
    );
    expect(ends.sort()).toEqual(["conflict:image_changed", "done"]);
  });

  it("is of one's own case: a picture of another case is not given to a bundle", async () => {
    const [one, other] = [await desk.newCase(), await desk.newCase()];
    const image = await takenImage(desk.reviewer, other.id);
    expect(await endOf(bundled(one.id, [{ id: image, isUnredacted: false }]))).toBe("not_found:image");
  });
});

describe("a bundle", () => {
  const filesOf = async (number: number, images: BundledImage[], audience: BundleAudience = "authority") =>
    unzipFiles(await getCaseBundle(desk.reviewer, { number, audience, language: "fr", now: new Date(), images }));

  it("holds the pictures that were chosen and no other, each named with its digest, and the same bytes each time", async () => {
    const { id, number } = await desk.newCase();
    const [first, , third] = [
      await takenImage(desk.reviewer, id),
      await takenImage(desk.reviewer, id),
      await takenImage(desk.reviewer, id),
    ];
    await sealTrail();
    const images = await bundled(id, [
      { id: third, isUnredacted: false },
      { id: first, isUnredacted: false },
    ]);
    const files = await filesOf(number, images);
    expect([...files.keys()].filter((path) => path.startsWith("images/"))).toEqual([
      "images/image-01.jpg",
      "images/image-03.jpg",
    ]);
    const manifest = JSON.parse(new TextDecoder().decode(files.get("manifest.json"))) as BundleManifest;
    const told = JSON.parse(new TextDecoder().decode(files.get("evidence/images.json"))) as object[];
    for (const [at, image] of images.entries()) {
      const path = `images/${image.name}`;
      expect(manifest.items.find((item) => item.path === path)?.sha256).toBe(image.sha256);
      expect(told[at]).toMatchObject({ path, sha256: image.sha256, shows: caption.shows, is_redacted: false });
      expect(Buffer.from(files.get(path) ?? []).equals(Buffer.from(image.bytes))).toBe(true);
      expect((await sharp(files.get(path)).metadata()).exif).toBeUndefined();
    }
    expect([...(await filesOf(number, images)).keys()]).toEqual([...files.keys()]);
    expect([...(await filesOf(number, [])).keys()].some((path) => path.includes("image"))).toBe(false);
  });

  it("uncovers what was blackened for an authority or a court alone, wants a factor shown, and nothing leaves otherwise", async () => {
    const { id } = await desk.newCase();
    const image = await takenImage(desk.reviewer, id);
    await redactImage(desk.reviewer, { id: image, revision: 1, boxes: [{ x: 0, y: 0, width: 100, height: 100 }] });
    const asShown = [{ id: image, isUnredacted: false }];
    const whole = [{ id: image, isUnredacted: true }];
    for (const audience of bundleAudiences) {
      const may = audience === "authority" || audience === "court";
      expect(await endOf(bundled(id, whole, audience)), audience).toBe(may ? "done" : "forbidden:image_stays_black");
      expect(await endOf(bundled(id, asShown, audience)), audience).toBe("done");
    }
    const counted = async () =>
      (await desk.rowsOf("SELECT 1 FROM access_log WHERE subject = $1 AND kind = 'image_exported'", [image])).length;
    expect(await counted()).toBe(6);
    const { session: _, ...unconfirmed } = desk.reviewer;
    expect(await endOf(bundled(id, asShown, "court", unconfirmed))).toBe("forbidden:step_up_needed");
    for (const actor of [desk.volunteer, desk.protection, desk.lane])
      expect(await endOf(bundled(id, asShown, "court", actor))).toMatch(/^(forbidden:forbidden|not_found:case)$/);
    expect(await counted()).toBe(6);
  });
});

describe("ciphertext", () => {
  it("that was put in another picture's place, another version's or another case's, or changed in one bit, is not opened", async () => {
    const [one, other] = [await desk.newCase(), await desk.newCase()];
    const images = [await takenImage(desk.reviewer, one.id), await takenImage(desk.reviewer, one.id)];
    const [first = "", second = ""] = images;
    const foreign = await takenImage(desk.reviewer, other.id);
    const put = (from: string, variant: string) =>
      desk.rowsOf(
        `UPDATE image_content SET bytes = (SELECT bytes FROM image_content WHERE image_id = $2 AND variant = $3) WHERE image_id = $1 AND variant = 'shown'`,
        [first, from, variant],
      );
    const [kept] = await desk.rowsOf("SELECT bytes FROM image_content WHERE image_id = $1 AND variant = 'shown'", [
      first,
    ]);
    for (const [from, variant] of [
      [second, "shown"],
      [first, "blurred"],
      [foreign, "shown"],
    ] as const) {
      await put(from, variant);
      expect(await endOf(revealImage(desk.reviewer, first)), `${from} ${variant}`).toBe("unavailable:image_damaged");
    }
    const bytes = Buffer.from(kept?.["bytes"] as Buffer);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    await desk.rowsOf("UPDATE image_content SET bytes = $2 WHERE image_id = $1 AND variant = 'shown'", [first, bytes]);
    expect(await endOf(revealImage(desk.reviewer, first))).toBe("unavailable:image_damaged");
    await desk.rowsOf("UPDATE image_content SET bytes = $2 WHERE image_id = $1 AND variant = 'shown'", [
      first,
      kept?.["bytes"],
    ]);
    expect(await endOf(revealImage(desk.reviewer, first))).toBe("done");
    // Another case's key, moved here with its ciphertext.
    await desk.rowsOf(
      `UPDATE keystore.case_key SET wrapped = (SELECT wrapped FROM keystore.case_key WHERE case_id = $2) WHERE case_id = $1`,
      [one.id, other.id],
    );
    expect(await endOf(revealImage(desk.reviewer, first))).toBe("unavailable:image_damaged");
  });

  it("under another master key is not opened, and the instance says that it is another one", async () => {
    const { id } = await desk.newCase();
    const image = await takenImage(desk.reviewer, id);
    await desk.rowsOf("UPDATE keystore.case_key SET master = repeat('0', 16) WHERE case_id = $1", [id]);
    expect(await endOf(revealImage(desk.reviewer, image))).toBe("unavailable:image_key_other");
  });
});
