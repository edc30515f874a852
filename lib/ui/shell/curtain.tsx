import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageSwitch } from "../language-switch";
import { Mark, Mask } from "../mark";
import classes from "./curtain.module.css";
import { CurtainSeen } from "./lifting-mark";

interface CurtainProps {
  rememberLocale: (form: FormData) => Promise<void>;
  children: ReactNode;
}

/** The door of the house: the curtain and the big mask, here and nowhere else, and one form. */
export function Curtain({ rememberLocale, children }: CurtainProps) {
  const t = useTranslations("shell.signIn");
  const name = useTranslations("shell");
  return (
    <div className={classes.stage}>
      <CurtainSeen />
      <aside className={classes.curtain} aria-label={name("name")}>
        <Mask className={classes.mask} />
        <p className={classes.motto}>
          {t("motto")}
          <br />
          {t("mottoEnd")}
        </p>
      </aside>
      <div className={classes.side}>
        <header className={classes.head}>
          <Mark />
          <LanguageSwitch onChange={rememberLocale} variant="full" />
        </header>
        <main id="content" className={classes.form}>
          {children}
        </main>
      </div>
    </div>
  );
}
