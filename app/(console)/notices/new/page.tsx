import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { getNoticeChoices } from "@/lib/queries/get-notice-choices";
import { NewNotice } from "./_components/new-notice";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notices"))("new") };
}

const most = 100;

export default async function NewNoticePage({ searchParams }: { searchParams: Promise<{ cases?: string }> }) {
  const actor = await requireActor();
  if (!can(actor, "notice:prepare")) notFound();
  const text = (await searchParams).cases ?? "";
  const numbers = [...text.matchAll(/\d{1,15}/g)].map(([digits]) => Number(digits)).slice(0, most);
  return <NewNotice choices={await getNoticeChoices(actor, numbers)} asked={numbers} />;
}
