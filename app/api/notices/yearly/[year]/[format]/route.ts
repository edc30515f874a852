import { getLocale } from "next-intl/server";
import { fileRoute } from "@/lib/actions/file-route";
import { notFound } from "@/lib/domain/errors";
import { readArticle22 } from "@/lib/queries/article22";

/** The yearly report of DSA Art. 22(3): counts, and nobody in them. */
export const GET = fileRoute<{ year: string; format: string }>(async (actor, { year, format }) => {
  if (!/^\d{4}$/.test(year)) throw notFound("report");
  const language = (await getLocale()) === "fr" ? "fr" : "en";
  const { fileName, mediaType, bytes } = await readArticle22(actor, { year: Number(year), format, language });
  return { name: fileName, mediaType, body: bytes };
});
