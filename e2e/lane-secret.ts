import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { UserActor } from "@/lib/domain/access/actor";
import { createCase } from "@/lib/testing/factories";
import { caption, somePicture } from "@/lib/testing/image-desk";
import { opine } from "@/lib/testing/review-desk";
import { addFingerprint } from "@/lib/usecases/add-fingerprint";
import { addImage } from "@/lib/usecases/add-image";
import { addObservablesTo } from "@/lib/usecases/add-observables";
import { attachMandate } from "@/lib/usecases/attach-mandate";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { switchImages } from "@/lib/usecases/switch-images";
import { tagCases } from "@/lib/usecases/tag-cases";
import type { Desk } from "./fixtures";

/** All that could give a case away, known before there is one: so that the desk can be asked for it before and after. */
export interface Secret {
  readonly id: string;
  /** Greater than any that the desk gives: found in a page, it can mean nothing else. */
  readonly number: number;
  readonly handle: string;
  readonly stableId: string;
  readonly profileUrl: string;
  /** Stands in every text that people wrote about it: words, a note, a tag, a caption, a link, a contact. */
  readonly word: string;
  readonly pdq: string;
}

export function newSecret(pdq: string = randomBytes(32).toString("hex")): Secret {
  const word = `zibeline${randomBytes(4).toString("hex")}`;
  const handle = `lou_${randomBytes(4).toString("hex")}`;
  return {
    ...{ id: randomUUID(), number: randomInt(7_000_000, 9_000_000), handle, word, pdq },
    stableId: String(randomInt(10 ** 12, 10 ** 13)),
    profileUrl: `https://x.com/${handle}`,
  };
}

/** The texts to look for, none of which anybody else may find anywhere. */
export const tellTales = ({ id, number, handle, stableId, word, pdq }: Secret): string[] => {
  const digits = String(number);
  const grouped = digits.replace(/(\d)(?=(\d{3})+$)/g, "$1 ");
  const separators = [",", "\u00a0", "\u202f", "."];
  return [id, digits, ...separators.map((one) => grouped.replaceAll(" ", one)), handle, stableId, word, pdq];
};

export interface People {
  readonly reporter: UserActor;
  /** Takes the case through review, and into the lane. */
  readonly reviewer: UserActor;
  readonly second: UserActor;
}

/** What is left of it elsewhere, by ids that nobody could know beforehand. */
export interface Remains {
  readonly reportId: string;
  readonly imageId: string;
  readonly observableId: string;
  readonly fingerprintId: string;
  readonly notice: number;
}

/**
 * A case with everything that a case can have, before any doubt: reported, read, judged by two, with a picture, values, a trace,
 * a fingerprint, a tag, a mandate and the draft of a notice.
 */
export async function makeWhole(
  desk: Desk,
  secret: Secret,
  { reporter, reviewer, second }: People,
  { mandateNumber }: { mandateNumber: number },
): Promise<Remains> {
  const { id, number, handle, stableId, word } = secret;
  const ref = { id };
  await createCase({ reporter, id, number, handle, stableId, observed: `Annonce ${word} dans sa présentation.` });
  await attachMandate(reviewer, { ref, mandateNumber });
  await switchImages(reviewer, { ref, isOn: true, reason: "link_vanishes" });
  const shown = { ...caption, shows: `Le profil ${word}` };
  const added = await addImage(reviewer, { ref, ageAnswer: "no", caption: shown, read: () => somePicture() });
  if (added.outcome !== "kept") throw new Error("The picture was not kept.");
  const given = [
    { subkind: "link", text: `https://${word}.example.com/lou` },
    { subkind: "telegram", text: `@${word}` },
  ] as const;
  await addObservablesTo(reviewer, { ref, given });
  const fingerprint = { kind: "profile_picture", pdq: secret.pdq, quality: 90 } as const;
  await addFingerprint(reviewer, { ref, ageAnswer: "no", fingerprint });
  await tagCases(reviewer, { ids: [id], add: [word] });
  await desk.query(
    `INSERT INTO redirect_trace (case_id, started_at, ended_at, asked, hops, ended_because)
     VALUES ($1, now(), now(), $2, '[{}]', 'answered')`,
    [id, `https://${word}.example.com/lou`],
  );
  await opine(reviewer, id, "stolen_photo_scammer", `Note ${word}`);
  await opine(second, id, "stolen_photo_scammer", `Note ${word}`);
  const draft = await prepareNotice(reviewer, {
    ...{ kind: "terms_report", channelId: "x-impersonation-form", caseNumbers: [number] },
  });
  const [left] = await desk.query<{ report: string; observable: string; fingerprint: string }>(
    `SELECT (SELECT id FROM report WHERE case_id = $1) AS report, (SELECT id FROM observable WHERE case_id = $1 LIMIT 1) AS observable,
            (SELECT id FROM fingerprint WHERE case_id = $1 LIMIT 1) AS fingerprint`,
    [id],
  );
  if (!left) throw new Error("The case left nothing.");
  return {
    ...{ reportId: left.report, observableId: left.observable, fingerprintId: left.fingerprint, imageId: added.id },
    notice: draft.number,
  };
}
