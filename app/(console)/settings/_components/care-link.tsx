import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { Panel } from "@/lib/ui/panel";
import classes from "./settings.module.css";

/** Where one's own care is set: what is covered, what one wishes to see, when it is enough. */
export function CareLink() {
  const t = useTranslations("care");
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("lead")}</p>
      <LinkButton href={routes.care()} variant="default">
        {t("open")}
      </LinkButton>
    </Panel>
  );
}
