import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { Panel } from "@/lib/ui/panel";
import classes from "./settings.module.css";

/** Where the desk's own accounts at services that take reports are looked after. */
export function ReportAccountsLink({ count }: { count: number }) {
  const t = useTranslations("report-accounts");
  return (
    <Panel title={t("title")} aside={count === 0 ? undefined : count}>
      <p className={classes.text}>{t("panel", { count })}</p>
      <div className={classes.foot}>
        <LinkButton href={routes.reportAccounts()} variant="default">
          {t("manage")}
        </LinkButton>
      </div>
    </Panel>
  );
}
