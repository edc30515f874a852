import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { Panel } from "@/lib/ui/panel";
import classes from "./settings.module.css";

/** To the figures on one's own work. */
export function AccuracyLink() {
  const t = useTranslations("accuracy");
  return (
    <Panel title={t("own")}>
      <p className={classes.text}>{t("panel")}</p>
      <div className={classes.foot}>
        <LinkButton href={routes.ownAccuracy()} variant="default">
          {t("open")}
        </LinkButton>
      </div>
    </Panel>
  );
}
