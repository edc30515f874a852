import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { DomainError } from "@/lib/domain/errors";
import { getNotice, type NoticeView } from "@/lib/queries/get-notice";
import { openSealedHandle } from "@/lib/usecases/open-sealed-handle";
import { NoticeScreen } from "./_components/notice-screen";

interface NoticePageProps {
  params: Promise<{ number: string }>;
  /** `open`: sealed means of payment are opened for this view, and the access log tells. */
  searchParams: Promise<{ open?: string }>;
}

const numberIn = (text: string): number => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : notFound());

export async function generateMetadata({ params }: Pick<NoticePageProps, "params">): Promise<Metadata> {
  const t = await getTranslations("notices");
  return { title: t("noticeTitle", { number: String(numberIn((await params).number)) }) };
}

export default async function NoticePage({ params, searchParams }: NoticePageProps) {
  const actor = await requireActor();
  if (!can(actor, "notice:read")) notFound();
  let view: NoticeView;
  try {
    const open = (await searchParams).open === "1" ? openSealedHandle : null;
    view = await getNotice(actor, numberIn((await params).number), open);
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
  return <NoticeScreen view={view} />;
}
