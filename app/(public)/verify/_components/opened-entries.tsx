import { useTranslations } from "next-intl";
import type { ShownEntry } from "@/lib/domain/audit/findings";
import { sayField } from "@/lib/i18n/evidence-words";
import { Panel } from "@/lib/ui/panel";
import classes from "./verify.module.css";

/** A case of years fills a page; what is left out is in the file. */
const shownAtMost = 200;

/** The values that the entries were committed with, as they stand in the log. */
export function OpenedEntries({ entries }: { entries: readonly ShownEntry[] }) {
  const t = useTranslations("verify");
  const words = useTranslations("audit.columnName");
  const columnName = (column: string): string => {
    const key = column as Parameters<typeof words>[0];
    return words.has(key) ? words(key) : column;
  };
  const left = entries.length - shownAtMost;
  return (
    <Panel title={t("entries.title")}>
      <p className={classes.hint}>{t("entries.lead")}</p>
      {entries.slice(0, shownAtMost).map(({ index, opened }, at) => (
        <section key={`${index ?? "waiting"}-${at}`} className={classes.entry}>
          <h3>{index === null ? t("entries.unsealed") : t("entries.at", { index: String(index) })}</h3>
          {opened.length === 0 ? <p className={classes.hint}>{t("entries.none")}</p> : null}
          <dl className={classes.opened}>
            {opened.map(({ field, value }, place) => (
              <div key={`${field}-${place}`}>
                <dt>{sayField(field, t, columnName)}</dt>
                <dd>{value ?? <span className={classes.hint}>{t("entries.nothing")}</span>}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {left > 0 ? <p className={classes.hint}>{t("entries.more", { count: left })}</p> : null}
    </Panel>
  );
}
