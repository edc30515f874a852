import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { Panel } from "@/lib/ui/panel";
import classes from "./settings.module.css";

/** Where the desks are looked after that notices go to. */
export function PlatformsLink() {
  const t = useTranslations("platforms");
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("panel")}</p>
      <div className={classes.foot}>
        <LinkButton href={routes.platforms()} variant="default">
          {t("manage")}
        </LinkButton>
      </div>
    </Panel>
  );
}
