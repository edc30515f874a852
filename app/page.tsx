import { redirect } from "next/navigation";
import { getActor, getSession, requireActor } from "@/lib/auth/current-actor";
import { firstScreen } from "@/lib/queries/get-shell";
import { hasPeople } from "@/lib/queries/has-people";
import { routes, screenPath } from "@/lib/routes";

/** The door: to the first start while nobody is here, to the sign-in page, or to where the person's day begins. */
export default async function HomePage() {
  const actor = await getActor();
  // Whoever holds nothing that is live is shown what is missing.
  if (actor !== null) redirect(actor.roles.length === 0 ? routes.vetting() : screenPath(firstScreen(actor)));
  if ((await getSession()) !== null) await requireActor();
  redirect((await hasPeople()) ? routes.signIn() : routes.firstStart());
}
