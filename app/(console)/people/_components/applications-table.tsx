import { useTranslations } from "next-intl";
import Link from "next/link";
import type { listApplications } from "@/lib/queries/list-applications";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import { RelativeTime } from "@/lib/ui/relative-time";
import tables from "@/lib/ui/table.module.css";
import classes from "./people.module.css";
import { MoreLink } from "./people-tabs";

/** Who is waiting, the longest first. What they told stands on each one's own page. */
export function ApplicationsTable({ page }: { page: Awaited<ReturnType<typeof listApplications>> }) {
  const t = useTranslations("vetting");
  const people = useTranslations("people.column");
  const words = useTranslations("vocabulary");
  const { applications, next } = page;
  if (applications.length === 0) {
    return <EmptyState title={t("people.emptyApplications")}>{t("vouching.noneHint")}</EmptyState>;
  }
  return (
    <>
      <table className={`${tables.table} ${tables.frame} ${tables.cards} ${classes.table}`}>
        <caption className="visually-hidden">{t("people.tab.applications")}</caption>
        <thead>
          <tr>
            <th scope="col">{people("person")}</th>
            <th scope="col">{t("people.origin")}</th>
            <th scope="col">{t("people.received")}</th>
            <th scope="col">{t("people.vouchers")}</th>
          </tr>
        </thead>
        <tbody>
          {applications.map(({ id, pseudonym, origin, roles, tracks, submittedAt, asked, given }) => (
            <tr key={id}>
              <th scope="row" className={classes.person}>
                <Link className={classes.name} href={routes.person(id)} prefetch={false}>
                  {pseudonym}
                </Link>
              </th>
              <td className={classes.wide} data-label={t("people.origin")}>
                {t(`record.origin.${origin}`)}
                <span className={classes.below}>
                  {[
                    ...roles.map((role) => words(`role.${role}`)),
                    ...tracks.map((one) => words(`track.${one}.full`)),
                  ].join(", ")}
                </span>
              </td>
              <td data-label={t("people.received")}>
                <RelativeTime instant={submittedAt} variant="date" />
              </td>
              <td data-label={t("people.vouchers")}>{t("vouching.count", { given, asked })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {next === null ? null : <MoreLink tab="applications" after={next} />}
    </>
  );
}
