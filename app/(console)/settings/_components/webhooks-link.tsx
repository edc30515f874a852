import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { Panel } from "@/lib/ui/panel";
import classes from "./settings.module.css";

/** Where the programs are looked after that are told what happens. */
export function WebhooksLink({ count }: { count: number }) {
  const t = useTranslations("webhooks");
  return (
    <Panel title={t("title")} aside={count === 0 ? undefined : count}>
      <p className={classes.text}>{t("panel", { count })}</p>
      <div className={classes.foot}>
        <LinkButton href={routes.webhooks()} variant="default">
          {t("manage")}
        </LinkButton>
      </div>
    </Panel>
  );
}
