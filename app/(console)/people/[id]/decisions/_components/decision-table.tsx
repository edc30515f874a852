import { useTranslations } from "next-intl";
import type { ListedDecision } from "@/lib/queries/list-decisions";
import { RelativeTime } from "@/lib/ui/relative-time";
import tables from "@/lib/ui/table.module.css";

/** Numbers and what became of them; no link, for administrators open no case. */
export function DecisionTable({ decisions }: { decisions: readonly ListedDecision[] }) {
  const t = useTranslations("vetting.decisions");
  return (
    <table className={`${tables.table} ${tables.frame}`}>
      <thead>
        <tr>
          <th scope="col">{t("case")}</th>
          <th scope="col">{t("lookTitle")}</th>
          <th scope="col">{t("listed")}</th>
          <th scope="col">{t("lookedBy")}</th>
        </tr>
      </thead>
      <tbody>
        {decisions.map(({ number, state, listedAt, lookedAt }) => (
          <tr key={number}>
            <th scope="row">{number}</th>
            <td>{t(`look.${state}`)}</td>
            <td>
              <RelativeTime instant={listedAt} variant="date" />
            </td>
            <td>{lookedAt === null ? null : <RelativeTime instant={lookedAt} variant="date" />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
