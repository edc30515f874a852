import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageSwitch } from "../language-switch";
import { Mark } from "../mark";
import classes from "./threshold-frame.module.css";

interface ThresholdFrameProps {
  pseudonym: string | null;
  signOut: () => Promise<void>;
  rememberLocale: (form: FormData) => Promise<void>;
  children: ReactNode;
}

/** A column to read in, without the desk around it. */
export function ThresholdFrame({ pseudonym, signOut, rememberLocale, children }: ThresholdFrameProps) {
  const t = useTranslations("shell");
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Mark />
        <div className={classes.aside}>
          <LanguageSwitch onChange={rememberLocale} variant="full" />
          {pseudonym === null ? null : (
            <form action={signOut} className={classes.self}>
              <span>{pseudonym}</span>
              <button type="submit">{t("account.signOut")}</button>
            </form>
          )}
        </div>
      </header>
      <main id="content" className={classes.main}>
        {children}
      </main>
    </div>
  );
}
