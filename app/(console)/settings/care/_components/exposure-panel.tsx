import { useTranslations } from "next-intl";
import type { ExposureMeter } from "@/lib/queries/get-exposure";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "../../_components/settings.module.css";

/** One's own reveals, in words and figures. No goal, no score, no comparison. */
export function ExposurePanel({ meter }: { meter: ExposureMeter }) {
  const t = useTranslations("care.meter");
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("owner")}</p>
      <dl className={classes.known}>
        <dt>{t("today")}</dt>
        <dd>{t("count", { count: meter.today })}</dd>
        <dt>{t("week")}</dt>
        <dd>{t("count", { count: meter.week })}</dd>
        {meter.earlier.map(({ week, reveals }) => (
          <div key={week.toISOString()} style={{ display: "contents" }}>
            <dt>
              {t("weekOf")} <RelativeTime instant={week} variant="date" />
            </dt>
            <dd>{t("count", { count: reveals })}</dd>
          </div>
        ))}
      </dl>
      <p role="status">{t(`level.${meter.level}`)}</p>
    </Panel>
  );
}
