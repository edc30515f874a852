import { useTranslations } from "next-intl";
import Link from "next/link";
import type { BatchFailure } from "@/lib/queries/get-batch";
import { routes } from "@/lib/routes";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import tables from "@/lib/ui/table.module.css";
import classes from "../../_components/batches.module.css";

/** Each that was refused, with why and the way to its case. */
export function RefusedTable({ failures }: { failures: BatchFailure[] }) {
  const t = useTranslations("batch.refused");
  return (
    <section className={classes.section} aria-labelledby="refused">
      <h2 id="refused">{t("title")}</h2>
      <div className={`${tables.frame} ${tables.scroll}`}>
        <table className={`${tables.table} ${tables.cards} ${classes.table}`}>
          <thead>
            <tr>
              <th scope="col">{t("case")}</th>
              <th scope="col">{t("account")}</th>
              <th scope="col">{t("reason")}</th>
            </tr>
          </thead>
          <tbody>
            {failures.map(({ number, handle, platform, reason }) => (
              <tr key={number}>
                <th scope="row" data-label={t("case")}>
                  <Link href={routes.case(number)} prefetch={false}>
                    {number}
                  </Link>
                </th>
                <td className={tables.wide} data-label={t("account")}>
                  <span className={classes.named}>
                    <PlatformIcon platform={platform} />
                    <span className={classes.handle}>{handle}</span>
                  </span>
                </td>
                <td className={tables.wide} data-label={t("reason")}>
                  {reason}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
