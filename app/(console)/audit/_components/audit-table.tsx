import { useTranslations } from "next-intl";
import type { AuditPage } from "@/lib/queries/list-audit";
import { routes } from "@/lib/routes";
import { auditAddressOf, type AuditQuery } from "@/lib/tables/audit-filters";
import { EmptyState } from "@/lib/ui/empty-state";
import { LinkButton } from "@/lib/ui/link-button";
import { AuditLine } from "./audit-line";
import classes from "./audit.module.css";

export function AuditTable({ page, query }: { page: AuditPage; query: AuditQuery }) {
  const t = useTranslations("audit");
  if (page.rows.length === 0 && page.before === null) {
    return <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>;
  }
  return (
    <>
      <ol className={classes.lines} aria-label={t("title")}>
        {page.rows.map((row) => (
          <AuditLine key={row.id} row={row} query={query} />
        ))}
      </ol>
      <nav className={classes.foot} aria-label={t("pages")}>
        {query.before === null ? null : (
          <LinkButton href={`${routes.audit()}${auditAddressOf({ ...query, before: null })}`} variant="default">
            {t("latest")}
          </LinkButton>
        )}
        {page.before === null ? null : (
          <LinkButton href={`${routes.audit()}${auditAddressOf({ ...query, before: page.before })}`} variant="default">
            {t("older")}
          </LinkButton>
        )}
      </nav>
    </>
  );
}
