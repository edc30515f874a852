import sharp from "sharp";
import type { UserActor } from "@/lib/domain/access/actor";
import { addImage } from "@/lib/usecases/add-image";
import { attachMandate } from "@/lib/usecases/attach-mandate";
import { decideLaneExit, proposeLaneExit } from "@/lib/usecases/leave-lane";
import { switchImages } from "@/lib/usecases/switch-images";
import { provideEnvironment } from "@/lib/env";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, useDatabase } from "@/lib/db/client";
import { createCase } from "./factories";
import { verifiedMandate } from "./notice-desk";
import { person } from "./review-desk";
import { createTestDatabase } from "./test-database";

/** A picture with something in it: coloured noise, the same for the same seed, so that it is not mistaken for another one. */
export async function somePicture(format: "jpeg" | "png" = "jpeg", width = 640, height = 480): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const picture = sharp({ create: { width, height, channels: 3, background: "#7a4", noise } });
  return picture[format]().toBuffer();
}

export const caption = { shows: "The profile as it stood", seenWhere: "profile page", seenOn: "2026-11-20" };

/** A case under a mandate for which pictures are kept. */
export async function caseForImages(reviewer: UserActor, reporter: UserActor): Promise<{ id: string; number: number }> {
  const { id, number } = await createCase({ reporter });
  const mandate = await verifiedMandate(reviewer);
  await attachMandate(reviewer, { ref: { id }, mandateNumber: mandate.number });
  await switchImages(reviewer, { ref: { id }, isOn: true, reason: "link_vanishes" });
  return { id, number };
}

/** Takes one picture in and gives its id. */
export async function takenImage(actor: UserActor, caseId: string, bytes?: Uint8Array): Promise<string> {
  const picture = bytes ?? (await somePicture());
  const read = () => Promise.resolve(picture);
  const added = await addImage(actor, { ref: { id: caseId }, ageAnswer: "no", caption, read });
  if (added.outcome !== "kept") throw new Error("The picture was not kept.");
  return added.id;
}

/** A database of its own with four people, and a look past every right at what it holds of a case's pictures. */
export async function openImageDesk() {
  const database = await createTestDatabase();
  useDatabase(database.appUrl);
  provideEnvironment({ DATABASE_URL: database.appUrl });
  const [reviewer, volunteer, protection, lane] = [
    await person("Loriot", "reviewer"),
    await person("Mésange", "volunteer"),
    await person("Effraie", "protection"),
    await person("Hulotte", "safeguarding"),
  ];
  const otherOfLane = await person("Chevêche", "safeguarding");
  const rowsOf = async (sql: string, values: unknown[] = []) =>
    (await withClient(database.superuserUrl, (client) => client.query(sql, values))).rows as Record<string, unknown>[];
  return {
    ...{ database, reviewer, volunteer, protection, lane, rowsOf },
    newCase: () => caseForImages(reviewer, volunteer),
    traces: async (caseId: string) => {
      const [counts] = await rowsOf(
        `SELECT (SELECT count(*)::int FROM case_image WHERE case_id = $1) AS images, (SELECT count(*)::int FROM locked_image WHERE case_id = $1) AS locked,
           (SELECT count(*)::int FROM image_content WHERE case_id = $1) AS contents, (SELECT count(*)::int FROM keystore.case_key WHERE case_id = $1) AS keys,
           (SELECT count(*)::int FROM keystore.withdrawn_key WHERE case_id = $1) AS withdrawn`,
        [caseId],
      );
      return counts;
    },
    /** By the word of two people of the lane. */
    leaveLane: async (caseId: string) => {
      await proposeLaneExit(lane, { ref: { id: caseId }, reason: "adult_established" });
      await decideLaneExit(otherOfLane, { ref: { id: caseId }, decision: "confirmed" });
    },
    close: async () => {
      await closeDb();
      await database.drop();
    },
  };
}
export type ImageDesk = Awaited<ReturnType<typeof openImageDesk>>;
