import { useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import { formatDateTime, formatTime } from "@/lib/i18n/format";
import type { CaseView, Judgement } from "@/lib/queries/get-case";
import { StateBadge } from "@/lib/ui/state-badge";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { ClaimButton } from "./claim-button";
import classes from "./decide-column.module.css";
import { OwnOpinion } from "./own-opinion";

const turns = [
  "own_opinion_given",
  "reporter_gives_no_second",
  "opinions_compared",
  "track_not_held",
  "track_not_wished",
] as const;

/** The case is under review and not in this reader's hands: they can claim it, or are told whose turn it is and why. */
export function WaitingPanel({ view, judgement }: { view: CaseView; judgement: Judgement }) {
  const t = useTranslations("case");
  const reader = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC" };
  const now = useNow();
  const turn = turns.find((marker) => marker === view.refusals.claim);
  const { lease, draft, own } = judgement;
  const isHeld = lease !== null && !lease.isOwn;
  const time = lease ? formatTime(lease.until, reader) : "";
  return (
    <>
      <section>
        <p className={classes.kicker}>
          <StateBadge state={view.state} />
        </p>
        {turn ? (
          <>
            <h2 className={classes.question}>{t(`turn.${turn}.title`)}</h2>
            <p className={classes.lead}>{t(`turn.${turn}.body`)}</p>
            {turn === "track_not_wished" ? <LinkButton href={routes.care()}>{t("turnCare")}</LinkButton> : null}
            {turn === "track_not_held" ? <LinkButton href={routes.vetting()}>{t("turnTraining")}</LinkButton> : null}
          </>
        ) : isHeld ? (
          <>
            <h2 className={classes.question}>
              {lease.holder === null ? t("held.titleUnknown") : t("held.title", { who: lease.holder })}
            </h2>
            <p className={classes.lead}>{t("held.body", { time })}</p>
            {draft === null ? null : <p className={classes.lead}>{t("held.draft")}</p>}
          </>
        ) : view.allowed.includes("claim") ? (
          <>
            <h2 className={classes.question}>
              {judgement.hasFirstOpinion ? t("claim.titleSecond") : t("claim.title")}
            </h2>
            <p className={classes.lead}>{t("claim.body")}</p>
            {draft === null ? null : <p className={classes.lead}>{t("claim.draft")}</p>}
            <ClaimButton caseId={view.id} number={view.number} version={view.version} />
          </>
        ) : (
          <h2 className={classes.question}>{t("claim.title")}</h2>
        )}
      </section>
      {own === null ? null : (
        <OwnOpinion
          caseId={view.id}
          version={view.version}
          own={own}
          mayWithdraw={view.allowed.includes("withdraw_opinion")}
        />
      )}
      {judgement.soloReadyAt === null ? null : (
        <section className={classes.box}>
          <h3>{t("solo.title")}</h3>
          <p>
            {judgement.isSoloConfirmation
              ? t("solo.readyNow")
              : t("solo.ready", {
                  when: formatDateTime(judgement.soloReadyAt, now, reader),
                })}
          </p>
          <p>{t("solo.unlocks")}</p>
        </section>
      )}
    </>
  );
}
