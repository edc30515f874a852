import "server-only";
import { db } from "@/lib/db/client";
import { contactStoppedAt, toldPageOf } from "@/lib/db/told-pages";
import type { ToldConsent } from "@/lib/domain/told/told-page";

/** What reviewers see of her page: that it is there, and by whose consent. Whether she looks at it is nobody's business. */
export async function readToldPage(mandateId: string) {
  const [page, stoppedAt] = await Promise.all([toldPageOf(db(), mandateId), contactStoppedAt(db(), [mandateId])]);
  return {
    /** She asked for no contact then, and has not come back since. */
    stoppedAt,
    page:
      page === null
        ? null
        : {
            openedAt: page.openedAt,
            codeMadeAt: page.codeMadeAt,
            consentBy: page.consentBy as ToldConsent["by"],
            consentHow: page.consentHow as ToldConsent["how"],
            consentOn: page.consentOn.toISOString().slice(0, 10),
          },
  };
}
