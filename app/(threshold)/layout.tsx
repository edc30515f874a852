import type { ReactNode } from "react";
import { signOutHere } from "@/lib/actions/sign-out";
import { getPerson } from "@/lib/auth/current-actor";
import { rememberLocale } from "@/lib/i18n/remember-locale";
import { ThresholdFrame } from "@/lib/ui/shell/threshold-frame";

/** Pages on the way to the desk: applying, the charter, the training. Each asks for its person itself. */
export default async function ThresholdLayout({ children }: { children: ReactNode }) {
  const person = await getPerson();
  return (
    <ThresholdFrame pseudonym={person?.pseudonym ?? null} signOut={signOutHere} rememberLocale={rememberLocale}>
      {children}
    </ThresholdFrame>
  );
}
