import { useTranslations } from "next-intl";
import type { BatchDetail } from "@/lib/queries/get-batch";
import { routes } from "@/lib/routes";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "../../_components/batches.module.css";

/** Where the archives are fetched, while they are kept. */
export function BundleFile({ batch: { id, done, bundles, keptUntil } }: { batch: BatchDetail }) {
  const t = useTranslations("batch.file");
  if (bundles === 0) return done === 0 ? null : <p className={classes.quiet}>{t("gone")}</p>;
  return (
    <p className={classes.actions}>
      <a href={routes.batchFile(id)}>{t("get", { count: bundles })}</a>
      {keptUntil === null ? null : (
        <span className={classes.quiet}>
          {t.rich("until", { time: () => <RelativeTime key="until" instant={keptUntil} variant="dateTime" /> })}
        </span>
      )}
    </p>
  );
}
