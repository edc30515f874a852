import { useLocale, useTranslations } from "next-intl";
import classes from "./language-switch.module.css";

interface LanguageSwitchProps {
  /** Keeps the choice; a server action, so that the switch works before any script has loaded. */
  onChange: (form: FormData) => Promise<void>;
  variant?: "short" | "full";
}

const languages = ["fr", "en"] as const;

export function LanguageSwitch({ onChange, variant = "short" }: LanguageSwitchProps) {
  const t = useTranslations("shell.language");
  const current = useLocale();
  return (
    <form action={onChange}>
      <div className={`${classes.switch ?? ""} ${classes[variant] ?? ""}`} role="group" aria-label={t("label")}>
        {languages.map((language) => (
          <button
            key={language}
            type="submit"
            name="locale"
            value={language}
            lang={language}
            className={classes.language}
            aria-pressed={language === current}
            aria-label={variant === "short" ? t(language) : undefined}
          >
            {variant === "short" ? language.toUpperCase() : t(language)}
          </button>
        ))}
      </div>
    </form>
  );
}
