import { redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { findDestination } from "@/lib/queries/find-destination";
import { routes } from "@/lib/routes";

/** Where the command palette sends what was pasted into it. */
export default async function GoPage({ searchParams }: { searchParams: Promise<{ q?: string | string[] }> }) {
  const actor = await requireActor();
  const { q } = await searchParams;
  const text = (Array.isArray(q) ? q[0] : q)?.slice(0, 8192).trim() ?? "";
  if (text === "") redirect(routes.log());
  const destination = await findDestination(actor, text);
  if (destination.kind === "case") redirect(routes.case(destination.number));
  redirect(destination.kind === "search" ? routes.queue({ q: text }) : routes.log({ text }));
}
