import { getLocale } from "next-intl/server";
import { fileRoute } from "@/lib/actions/file-route";
import { notFound } from "@/lib/domain/errors";
import { bundleAudiences } from "@/lib/domain/notices/case-bundle";
import { getCaseBundle } from "@/lib/queries/get-case-bundle";

/** A case as it is handed over: summary, what the log proves, where its links led. */
export const GET = fileRoute<{ number: string; audience: string }>(async (actor, { number, audience }) => {
  const asked = bundleAudiences.find((one) => one === audience);
  if (!/^[1-9]\d{0,14}$/.test(number) || !asked) throw notFound("case");
  const language = (await getLocale()) === "fr" ? "fr" : "en";
  const body = await getCaseBundle(actor, { number: Number(number), audience: asked, language, now: new Date() });
  return { name: `case-${number}-bundle.zip`, mediaType: "application/zip", body };
});
