import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { getFingerprints } from "@/lib/queries/get-fingerprints";
import { type ImageDesk, openImageDesk, takenImage } from "@/lib/testing/image-desk";
import { endOf } from "@/lib/testing/review-desk";
import { eraseCase } from "./erase-case";
import { purgeAgain } from "./purge-again";
import { purgeEvidence } from "./purge-evidence";
import { removeImage } from "./remove-image";
import { safeguardCase } from "./safeguard-case";
import { sealTrail } from "./seal-trail";
import { revealImage } from "./show-image";
import { switchImages } from "./switch-images";
import { verifyTrail } from "./verify-trail";

let desk: ImageDesk;
beforeAll(async () => {
  desk = await openImageDesk();
});
afterAll(() => desk.close());

/** Large spots of chance: enough to be told from every other one. */
const spots = async (): Promise<Buffer> => {
  const raw = { width: 16, height: 12, channels: 3 } as const;
  const small = sharp(randomBytes(raw.width * raw.height * raw.channels), { raw });
  return small.resize(640, 480, { kernel: "cubic" }).png().toBuffer();
};
const mirrored = (picture: Buffer) => sharp(picture).flop().png().toBuffer();
const kept = (caseId: string) =>
  db().fingerprint.findMany({ where: { caseId }, select: { kind: true, imageId: true, quality: true } });
const locked = async (caseId: string) =>
  (await desk.rowsOf("SELECT 1 FROM locked_fingerprint WHERE case_id = $1", [caseId])).length;
const tiedTo = async (caseId: string) =>
  ((await getFingerprints(desk.reviewer, { id: caseId }))?.matches ?? []).map(({ caseNumber }) => caseNumber);

it("a stored image ties its case to others that show it, mirrored too, as soon as it is kept", async () => {
  const picture = await spots();
  const [a, b, c] = [await desk.newCase(), await desk.newCase(), await desk.newCase()];
  const image = await takenImage(desk.reviewer, a.id, picture);
  expect(await kept(a.id)).toMatchObject([{ kind: "stored_image", imageId: image }]);
  await takenImage(desk.reviewer, b.id, await mirrored(picture));
  await takenImage(desk.reviewer, c.id, await spots());
  expect(await tiedTo(a.id)).toEqual([b.number]);
  expect(await tiedTo(b.id)).toEqual([a.number]);
  expect(await tiedTo(c.id)).toEqual([]);
});

it("goes with its picture, and with that one alone: where the same picture is stored twice, the other one still ties", async () => {
  const picture = await spots();
  const [a, b] = [await desk.newCase(), await desk.newCase()];
  const [first, second] = [
    await takenImage(desk.reviewer, a.id, picture),
    await takenImage(desk.reviewer, a.id, picture),
  ];
  await takenImage(desk.reviewer, b.id, picture);
  expect(await kept(a.id)).toHaveLength(2);
  await removeImage(desk.reviewer, { id: first, reason: "wrong_picture" });
  expect(await kept(a.id)).toMatchObject([{ imageId: second }]);
  expect(await tiedTo(b.id)).toEqual([a.number]);
  await removeImage(desk.reviewer, { id: second, reason: "wrong_picture" });
  expect(await kept(a.id)).toEqual([]);
  expect(await tiedTo(b.id)).toEqual([]);
});

it("is locked and unlocked with the case, and what was kept after a purge outlasts a second time in the lane", async () => {
  const picture = await spots();
  const [a, b] = [await desk.newCase(), await desk.newCase()];
  await takenImage(desk.reviewer, b.id, picture);
  await takenImage(desk.reviewer, a.id, picture);
  await safeguardCase(desk.reviewer, { ref: { id: a.id }, reason: "possible_minor" });
  expect([await kept(a.id), await locked(a.id), await tiedTo(b.id)]).toEqual([[], 1, []]);
  await desk.leaveLane(a.id);
  expect([await locked(a.id), await tiedTo(b.id)]).toEqual([0, [a.number]]);

  await safeguardCase(desk.reviewer, { ref: { id: a.id }, reason: "possible_minor" });
  await purgeEvidence(desk.lane, { ref: { id: a.id }, reason: "no_image_needed" });
  expect([await kept(a.id), await locked(a.id)]).toEqual([[], 0]);
  await desk.leaveLane(a.id);

  await switchImages(desk.reviewer, { ref: { id: a.id }, isOn: true, reason: "link_vanishes" });
  const later = await takenImage(desk.reviewer, a.id, picture);
  await safeguardCase(desk.reviewer, { ref: { id: a.id }, reason: "possible_minor" });
  expect(await desk.traces(a.id)).toEqual({ images: 0, locked: 1, contents: 2, keys: 0, withdrawn: 1 });
  await desk.leaveLane(a.id);
  expect(await endOf(revealImage(desk.reviewer, later))).toBe("done");
  expect(await kept(a.id)).toMatchObject([{ imageId: later }]);

  await sealTrail();
  const { version } = await db().case.findUniqueOrThrow({ where: { id: a.id } });
  await eraseCase(desk.protection, { ref: { id: a.id }, expectedVersion: version, reason: "request_of_the_person" });
  expect([await kept(a.id), await locked(a.id)]).toEqual([[], 0]);
  await sealTrail();
  expect((await verifyTrail({ isDeep: true })).problems).toEqual([]);
});

it("goes with a picture whose key had been destroyed, as a restored backup may bring it back", async () => {
  const { id } = await desk.newCase();
  const image = await takenImage(desk.reviewer, id, await spots());
  const { keyId } = await db().caseImage.findUniqueOrThrow({ where: { id: image } });
  await purgeAgain({ kind: "operator", requestId: "restore" }, [], [keyId]);
  expect(await kept(id)).toEqual([]);
});
