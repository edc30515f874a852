import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { auditActions, type AuditAction } from "@/lib/domain/audit/actions";
import { routes } from "@/lib/routes";
import { auditedTables, type AuditQuery } from "@/lib/tables/audit-filters";
import { LinkButton } from "@/lib/ui/link-button";
import classes from "./audit.module.css";

/** A plain form: the filters are the address, so that a finding can be linked to. */
export function AuditFilters({ query }: { query: AuditQuery }) {
  const t = useTranslations("audit");
  const nameOf = (action: AuditAction): string => t(`action.${action}`);
  const actions = [...auditActions].sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
  const isFiltered = Object.entries(query).some(([name, value]) => name !== "before" && value !== null);
  return (
    <form className={classes.filters} method="get" action={routes.audit()} role="search" aria-label={t("filter.label")}>
      <TextInput
        name="actor"
        label={t("filter.actor")}
        defaultValue={query.actor ?? ""}
        autoComplete="off"
        maxLength={60}
      />
      <NativeSelect
        name="action"
        label={t("filter.action")}
        defaultValue={query.action ?? ""}
        data={[
          { value: "", label: t("filter.all") },
          ...actions.map((action) => ({ value: action, label: nameOf(action) })),
        ]}
      />
      <TextInput
        name="case"
        label={t("filter.case")}
        defaultValue={query.case ?? ""}
        inputMode="numeric"
        pattern="[0-9]*"
        autoComplete="off"
      />
      <NativeSelect
        name="table"
        label={t("filter.table")}
        defaultValue={query.table ?? ""}
        data={[
          { value: "", label: t("filter.all") },
          ...auditedTables.map((table) => ({ value: table, label: t(`table.${table}`) })),
        ]}
      />
      <TextInput name="from" type="date" label={t("filter.from")} defaultValue={query.from ?? ""} />
      <TextInput name="to" type="date" label={t("filter.to")} defaultValue={query.to ?? ""} />
      <div className={classes.actions}>
        <Button type="submit" variant="default">
          {t("filter.apply")}
        </Button>
        {isFiltered ? (
          <LinkButton href={routes.audit()} variant="subtle">
            {t("filter.clear")}
          </LinkButton>
        ) : null}
      </div>
    </form>
  );
}
