import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { orNotFound } from "@/lib/actions/or-not-found";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { getEscalation } from "@/lib/queries/get-escalation";
import { EscalationScreen } from "./_components/escalation-screen";

interface EscalationPageProps {
  params: Promise<{ number: string; case: string }>;
  searchParams: Promise<{ language?: string }>;
}

const numberIn = (text: string): number => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : notFound());

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ledger"))("step.title") };
}

export default async function EscalationPage({ params, searchParams }: EscalationPageProps) {
  const actor = await requireActor();
  if (!can(actor, "notice:read")) notFound();
  const { number, case: caseNumber } = await params;
  const { language: asked } = await searchParams;
  const language = asked === "fr" || asked === "en" ? asked : await getLocale();
  const about = { number: numberIn(number), caseNumber: numberIn(caseNumber), language };
  const view = await orNotFound(getEscalation(actor, about));
  return <EscalationScreen view={view} mayRecord={can(actor, "notice:record")} />;
}
