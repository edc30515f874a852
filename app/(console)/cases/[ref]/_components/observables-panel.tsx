import { useTranslations } from "next-intl";
import Link from "next/link";
import { observableKinds } from "@/lib/domain/observables/observable";
import type { CaseObservables, ShownObservable } from "@/lib/queries/get-case-observables";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { AddObservables } from "./add-observables";
import { ObservableTools } from "./observable-tools";
import classes from "./observables-panel.module.css";

interface ObservablesPanelProps {
  observables: CaseObservables;
  /** The reporters' own words, to be looked through on a press. */
  reportTexts: readonly string[];
}

/** What was seen on the account that another could have too; private values masked, or known by their digest alone. */
export function ObservablesPanel({ observables, reportTexts }: ObservablesPanelProps) {
  const t = useTranslations("observables");
  const { caseId, list, mayAdd, mayRead } = observables;
  const groups = observableKinds
    .map((kind) => ({ kind, rows: list.filter((row) => row.kind === kind) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Panel variant="section" title={t("title")} aside={list.length === 0 ? undefined : list.length}>
      {mayRead ? null : <p className={classes.quiet}>{t("ownOnly")}</p>}
      {groups.length === 0 ? <p className={classes.quiet}>{t("none")}</p> : null}
      {groups.map(({ kind, rows }) => (
        <div key={kind} className={classes.group}>
          <h3 className={classes.kind}>{t(`kind.${kind}`)}</h3>
          <ul className={classes.list}>
            {rows.map((row) => (
              <Row key={row.id} caseId={caseId} row={row} mayRead={mayRead} />
            ))}
          </ul>
        </div>
      ))}
      {mayAdd ? (
        <AddObservables caseId={caseId} reportText={reportTexts.filter((text) => text !== "").join("\n")} />
      ) : null}
    </Panel>
  );
}

function Row({ caseId, row, mayRead }: { caseId: string; row: ShownObservable; mayRead: boolean }) {
  const t = useTranslations("observables");
  const name = t(`subkind.${row.subkind}`);
  return (
    <li className={classes.row}>
      <span className={classes.name}>{name}</span>
      {row.held === "key_only" ? (
        <span className={classes.note}>{t("keyOnly")}</span>
      ) : (
        <span className={row.kind === "bio_text" ? classes.bio : classes.value}>{row.shown}</span>
      )}
      <ObservableTools caseId={caseId} id={row.id} name={name} isSealed={row.held === "sealed" && mayRead} />
      {row.common === null ? null : (
        <span className={classes.note}>{t("common", { reason: t(`commonReason.${row.common}`) })}</span>
      )}
      {mayRead && row.held === "key_only" ? (
        <span className={row.isReused ? classes.reused : classes.note}>{t(row.isReused ? "reused" : "notReused")}</span>
      ) : row.isReused ? (
        <span className={classes.reused}>{t("alsoUnnamed")}</span>
      ) : null}
      {row.others.length === 0 ? null : (
        <span className={classes.reused}>
          {t("alsoOn")}{" "}
          {row.others.map((number, at) => (
            <span key={number}>
              {at === 0 ? "" : ", "}
              <Link href={routes.case(number)} prefetch={false}>
                {number}
              </Link>
            </span>
          ))}
          {row.more === 0 ? null : ` (+${String(row.more)})`}
        </span>
      )}
    </li>
  );
}
