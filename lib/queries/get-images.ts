import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { boxesOf, mandateOfCase } from "@/lib/db/images";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import { readCare } from "@/lib/domain/care";
import { mandateStatusAt } from "@/lib/domain/mandate";

/** The stored images of a case, and what the reader may do about them; null for whoever has nothing to do with them. */
export async function getImages(actor: UserActor, ref: CaseRef) {
  const current = await getCaseSnapshot(db(), actor, ref);
  const [mayAdd, mayReveal, mayRemove] = (["add_image", "reveal_image", "remove_image"] as const).map((name) =>
    can(actor, `case:${name}`, current.facts),
  );
  if (!mayReveal && !mayRemove) return null;
  const [standing, rows, mandate, viewer] = await Promise.all([
    db().imageSwitch.findUnique({ where: { caseId: current.id } }),
    db().caseImage.findMany({ where: { caseId: current.id }, orderBy: [{ addedAt: "asc" }, { id: "asc" }] }),
    mandateOfCase(db(), current.mandateId),
    db().user.findUnique({ where: { id: actor.id }, select: { settings: true } }),
  ]);
  const { isBlurred, isGrey, reveal } = readCare(viewer?.settings);
  return {
    caseId: current.id,
    number: current.number,
    isOn: standing?.isOn === true,
    isUnderMandate: mandate !== null && mandateStatusAt(mandate, new Date()) === "verified",
    /** How this reader wishes to be shown pictures: nothing is shown in clear before they do something for it. */
    showing: { isGrey, reveal: isBlurred ? reveal : ("press" as const) },
    mayAdd: mayAdd === true,
    mayReveal: mayReveal === true,
    mayRemove: mayRemove === true,
    images: rows.map((row) => ({
      ...{ id: row.id, width: row.width, height: row.height, revision: row.revision, boxes: boxesOf(row) },
      ...{ shows: row.shows, seenWhere: row.seenWhere, addedAt: row.addedAt },
      seenOn: row.seenOn?.toISOString().slice(0, 10) ?? null,
    })),
  };
}
export type ImagesView = NonNullable<Awaited<ReturnType<typeof getImages>>>;
export type Showing = ImagesView["showing"];
export type ImageView = ImagesView["images"][number];
