import { useTranslations } from "next-intl";
import Link from "next/link";
import { routes } from "@/lib/routes";
import type { VettingRecord } from "@/lib/usecases/open-vetting-record";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./record.module.css";

/** Words, charter, training, roles: each with its date, the newest first. */
export function HistoryPanels({ record }: { record: VettingRecord }) {
  const t = useTranslations("vetting.record");
  const words = useTranslations("vocabulary");
  const { vouchers, charter, training, changes, looks } = record;
  const count = (state: string): number => (looks as Partial<Record<string, number>>)[state] ?? 0;
  const counts = {
    ...{ waiting: count("waiting"), stands: count("stands"), reopened: count("reopened"), wrong: count("wrong") },
  };
  const isListed = Object.values(counts).some((one) => one > 0);
  return (
    <>
      <Panel title={t("vouchers")} aside={vouchers.length === 0 ? undefined : vouchers.length}>
        {vouchers.length === 0 ? <p className={classes.quiet}>{t("vouchersNone")}</p> : null}
        <ul className={classes.lines}>
          {vouchers.map((one) => (
            <li key={one.id}>
              <RelativeTime instant={one.at} variant="date" />
              <span>
                <b>{one.by}</b> <span className={classes.quiet}>{t(`voucherState.${one.state}`)}</span>
                {one.sentence === null ? null : <span className={classes.told}>{one.sentence}</span>}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("charter")}>
        {charter.length === 0 ? <p className={classes.quiet}>{t("charterNone")}</p> : null}
        <ul className={classes.lines}>
          {charter.map(({ version, at, isPresent }) => (
            <li key={at.toISOString()}>
              <RelativeTime instant={at} variant="date" />
              <span>
                {t("charterVersion", { version })}
                {isPresent ? <span className={classes.quiet}>, {t("current")}</span> : null}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("training")}>
        {training.length === 0 ? <p className={classes.quiet}>{t("trainingNone")}</p> : null}
        <ul className={classes.lines}>
          {training.map(({ id, track, at, score, isPassed }) => (
            <li key={id}>
              <RelativeTime instant={at} variant="date" />
              <span>
                {words(`track.${track}.full`)}
                {": "}
                {score === null
                  ? t("underWay")
                  : `${t("trainingScore", { score })}, ${t(isPassed ? "passed" : "failed")}`}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("roles")}>
        <ul className={classes.lines}>
          {changes.map(({ at, roles }) => (
            <li key={at.toISOString()}>
              <RelativeTime instant={at} variant="dateTime" />
              <span>{roles.length === 0 ? t("rolesNone") : roles.map((role) => words(`role.${role}`)).join(", ")}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("decisions")}>
        {isListed ? (
          <p>
            {t("decisionsCount", counts)} <Link href={routes.personDecisions(record.id)}>{t("decisionsSee")}</Link>
          </p>
        ) : (
          <p className={classes.quiet}>{t("decisionsNone")}</p>
        )}
      </Panel>
    </>
  );
}
