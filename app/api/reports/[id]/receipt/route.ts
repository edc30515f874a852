import { z } from "zod";
import { fileRoute } from "@/lib/actions/file-route";
import { formatEvidence } from "@/lib/domain/audit/receipt";
import { notFound } from "@/lib/domain/errors";
import { getReceipt } from "@/lib/queries/get-receipt";

/** The receipt of one's own report. */
export const GET = fileRoute<{ id: string }>(async (actor, { id }) => {
  if (!z.uuid().safeParse(id).success) throw notFound("report");
  const body = formatEvidence(await getReceipt(actor, id));
  return { name: `receipt-${id.slice(0, 8)}.json`, mediaType: "application/json", body };
});
