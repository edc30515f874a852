import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listMandateChoices } from "@/lib/queries/list-mandate-choices";
import { listRecentReports } from "@/lib/queries/list-recent-reports";
import { LogScreen } from "./_components/log-screen";
import { RecentAddresses } from "./_components/recent-addresses";

export async function generateMetadata(): Promise<Metadata> {
  // Other sites learn nothing either way; without any origin a plain form, sent where scripts are off, would be refused as forged.
  return { title: (await getTranslations("log"))("title"), manifest: "/manifest.webmanifest", referrer: "same-origin" };
}

type Shared = Partial<Record<"text" | "url" | "title", string | string[]>>;

/** What another application shares comes in one of three fields, and not always in the one that it names. */
const sharedText = ({ text, url, title }: Shared): string =>
  [url, text, title]
    .flatMap((value) => value ?? [])
    .find((value) => value.trim() !== "")
    ?.slice(0, 65_536) ?? "";

export default async function LogPage({ searchParams }: { searchParams: Promise<Shared> }) {
  const actor = await requireActor();
  if (!can(actor, "report:log")) notFound();
  const [mandates, recent] = await Promise.all([listMandateChoices(actor), listRecentReports(actor)]);
  return (
    <LogScreen
      viewerId={actor.id}
      submissionId={randomUUID()}
      givenText={sharedText(await searchParams)}
      mandates={mandates}
      mayReadMandates={can(actor, "mandate:read")}
      mayImport={can(actor, "report:import")}
      mayKnow={can(actor, "address:recognise")}
    >
      <RecentAddresses recent={recent} />
    </LogScreen>
  );
}
