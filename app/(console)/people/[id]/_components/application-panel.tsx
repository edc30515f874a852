import { useTranslations } from "next-intl";
import type { VettingRecord } from "@/lib/usecases/open-vetting-record";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./record.module.css";

/** What somebody told about themselves, and what was decided. */
export function ApplicationPanel({ record }: { record: VettingRecord }) {
  const t = useTranslations("vetting.record");
  const apply = useTranslations("vetting.apply");
  const words = useTranslations("vocabulary");
  const { application } = record;
  if (application === null) {
    return (
      <Panel title={t("application")}>
        <p className={classes.quiet}>{t("none")}</p>
      </Panel>
    );
  }
  const { told, tracks, languages, wanted, decidedAt, decidedBy, counted, reason, note } = application;
  return (
    <Panel title={t("application")} aside={t(`state.${application.state}`)}>
      <p className={classes.quiet}>
        {t(`origin.${application.origin}`)}, <RelativeTime instant={application.submittedAt} variant="date" />
      </p>
      <dl className={classes.facts}>
        {wanted.length === 0 ? null : (
          <>
            <dt>{t("wanted")}</dt>
            <dd>{wanted.map((role) => words(`role.${role}`)).join(", ")}</dd>
          </>
        )}
        {told === null ? null : (
          <>
            <dt>{t("done")}</dt>
            <dd className={classes.told}>{told.done}</dd>
            <dt>{t("tracks")}</dt>
            <dd>{tracks.map((track) => words(`track.${track}.full`)).join(", ")}</dd>
            <dt>{t("languages")}</dt>
            <dd>{languages.map((language) => apply(`language.${language}`)).join(", ")}</dd>
            <dt>{t("time")}</dt>
            <dd>{apply(`timeOf.${told.time}`)}</dd>
          </>
        )}
        {decidedAt === null ? null : (
          <>
            <dt>{t(`state.${application.state}`)}</dt>
            <dd>
              <RelativeTime instant={decidedAt} variant="date" />
              {decidedBy === null ? null : <> {t("by", { pseudonym: decidedBy })}</>}
              {counted === null ? null : <>, {t("vouchersAsked", counted)}</>}
              {reason === null ? null : <span className={classes.told}>{t(`refuse.${reason}`)}</span>}
              {note === null ? null : <span className={classes.told}>{note}</span>}
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}
