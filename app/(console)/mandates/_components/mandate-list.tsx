import { useTranslations } from "next-intl";
import Link from "next/link";
import { mandateStatuses } from "@/lib/domain/mandate";
import type { listMandates, MandateRow } from "@/lib/queries/list-mandates";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import list from "@/lib/ui/list-page.module.css";
import { PageTitle } from "@/lib/ui/page-title";
import { MandateStateLine } from "./mandate-state-line";
import classes from "./mandates.module.css";
import { NewMandate } from "./new-mandate";

type MandateListProps = Awaited<ReturnType<typeof listMandates>>;

/** On whose behalf the desk works: what stands, what still has to be seen, and a new one. */
export function MandateList({ mandates, asked, counted, total, mayCreate }: MandateListProps) {
  const t = useTranslations("mandates");
  return (
    <div className={classes.page}>
      <PageTitle count={total}>{t("title")}</PageTitle>
      <p className={classes.intro}>{t("intro")}</p>
      {mayCreate ? <NewMandate /> : null}
      {total === 0 ? <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState> : null}
      {total === 0 ? null : (
        <nav className={classes.filters} aria-label={t("filter.label")}>
          {([null, ...mandateStatuses] as const).map((status) => (
            <Link
              key={status ?? "all"}
              href={routes.mandates({ status })}
              prefetch={false}
              aria-current={status === asked ? "page" : undefined}
            >
              {t(`filter.${status ?? "all"}`)} <span>{status === null ? total : counted[status]}</span>
            </Link>
          ))}
        </nav>
      )}
      {total > 0 && mandates.length === 0 ? <p className={classes.quiet}>{t("noneSuch")}</p> : null}
      {mandates.length === 0 ? null : (
        <ul className={list.rows}>
          {mandates.map((mandate) => (
            <MandateLine key={mandate.number} mandate={mandate} />
          ))}
        </ul>
      )}
    </div>
  );
}

function MandateLine({ mandate }: { mandate: MandateRow }) {
  const t = useTranslations("mandates");
  return (
    <li>
      <span className={list.what}>
        <Link href={routes.mandate(mandate.number)} prefetch={false}>
          {mandate.reference} · {mandate.label}
        </Link>
        <MandateStateLine mandate={mandate} />
      </span>
      <span className={classes.quiet}>{t("cases", { count: mandate.caseCount })}</span>
    </li>
  );
}
