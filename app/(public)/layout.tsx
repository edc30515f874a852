import type { ReactNode } from "react";
import { rememberLocale } from "@/lib/i18n/remember-locale";
import { LanguageSwitch } from "@/lib/ui/language-switch";
import { Mark } from "@/lib/ui/mark";
import classes from "./public.module.css";

/** Pages for everyone: no account, no case, nothing that a stranger may not see. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Mark />
        <LanguageSwitch onChange={rememberLocale} variant="full" />
      </header>
      <main id="content">{children}</main>
    </div>
  );
}
