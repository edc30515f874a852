import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { DomainError } from "@/lib/domain/errors";
import { getMandate } from "@/lib/queries/get-mandate";
import { MandateScreen } from "../_components/mandate-screen";

const numberIn = (text: string): number => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : notFound());

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mandates"))("title") };
}

export default async function MandatePage({ params }: { params: Promise<{ number: string }> }) {
  const actor = await requireActor();
  if (!can(actor, "mandate:read")) notFound();
  const view = await getMandate(actor, numberIn((await params).number)).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  });
  return <MandateScreen view={view} />;
}
