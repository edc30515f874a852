import { useTranslations } from "next-intl";
import type { VettingRecord } from "@/lib/usecases/open-vetting-record";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./record.module.css";

/** Where somebody stands: what they may, until when, and what is still missing. */
export function StandingPanel({ record }: { record: VettingRecord }) {
  const t = useTranslations("vetting.record");
  const words = useTranslations("vocabulary");
  const { roles, reviewTracks, vettedUntil, isResting, isMember, missing, vouchersNow, mayRenew } = record;
  const isLacking = (!isMember && record.application?.state === "waiting") || mayRenew;
  return (
    <Panel title={t("standing")}>
      <dl className={classes.facts}>
        <dt>{t("admit.roles")}</dt>
        <dd>{roles.length === 0 ? t("rolesNone") : roles.map((role) => words(`role.${role}`)).join(", ")}</dd>
        {roles.includes("reviewer") ? (
          <>
            <dt>{t("reviewTracks")}</dt>
            <dd>
              {reviewTracks.length === 0
                ? t("noTracks")
                : reviewTracks.map((track) => words(`track.${track}.full`)).join(", ")}
            </dd>
          </>
        ) : null}
        {vettedUntil === null ? null : (
          <>
            <dt>{t("vettedUntil")}</dt>
            <dd>
              <RelativeTime instant={vettedUntil} variant="date" />
              {isResting ? <span className={classes.warn}>{t("rests")}</span> : null}
            </dd>
          </>
        )}
        <dt>{t("email")}</dt>
        <dd>{record.email}</dd>
        {isLacking && missing.length > 0 ? (
          <>
            <dt>{t("missing.title")}</dt>
            {missing.map((one) => (
              <dd key={one}>{t(`missing.${one}`, vouchersNow)}</dd>
            ))}
          </>
        ) : null}
      </dl>
    </Panel>
  );
}
