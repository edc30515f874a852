import type { ReactNode } from "react";
import { askPasskey, readWays, showFactor } from "@/lib/actions/second-factor";
import { signOutHere } from "@/lib/actions/sign-out";
import { getActor, getSession } from "@/lib/auth/current-actor";
import { initialsOf } from "@/lib/domain/access/person";
import { rememberLocale } from "@/lib/i18n/remember-locale";
import { getShell } from "@/lib/queries/get-shell";
import { StepUpProvider } from "@/lib/ui/factor/step-up";
import { ConsoleShell } from "@/lib/ui/shell/console-shell";

/** Dresses the pages of the desk. It decides nothing: each page asks for its actor, and is shown without a frame to nobody. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await getActor();
  if (actor === null) return children;
  const { allowed, counts, hasSamples, newNotifications } = await getShell(actor);
  const standing = (await getSession())?.mode;
  const viewer = { pseudonym: actor.pseudonym, initials: initialsOf(actor.pseudonym), roles: actor.roles };
  return (
    <StepUpProvider actions={{ readWays, askPasskey, showFactor }}>
      <ConsoleShell
        viewer={viewer}
        allowed={allowed}
        counts={counts}
        hasSamples={hasSamples}
        newNotifications={newNotifications}
        incident={standing && standing.mode !== "normal" ? { ...standing, mode: standing.mode } : undefined}
        actions={{ signOut: signOutHere, rememberLocale }}
      >
        {children}
      </ConsoleShell>
    </StepUpProvider>
  );
}
