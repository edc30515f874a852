import { fileRoute } from "@/lib/actions/file-route";
import { formatEvidence } from "@/lib/domain/audit/receipt";
import { notFound } from "@/lib/domain/errors";
import { getManifest } from "@/lib/queries/get-manifest";

/** What is sealed about a case, with its proofs, to be handed on. */
export const GET = fileRoute<{ number: string }>(async (actor, { number }) => {
  if (!/^[1-9]\d{0,14}$/.test(number)) throw notFound("case");
  const body = formatEvidence(await getManifest(actor, { number: Number(number) }));
  return { name: `case-${number}-manifest.json`, mediaType: "application/json", body };
});
