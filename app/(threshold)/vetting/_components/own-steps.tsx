import { IconCircle, IconCircleCheck, IconHourglass } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import type { OwnVetting } from "@/lib/queries/get-own-vetting";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { RelativeTime } from "@/lib/ui/relative-time";
import { TrackLabel } from "@/lib/ui/track-label";
import classes from "./vetting.module.css";

const icons = { done: IconCircleCheck, open: IconCircle, waits: IconHourglass } as const;

interface StepProps {
  state: keyof typeof icons;
  title: ReactNode;
  children: ReactNode;
  action?: ReactNode;
}

function Step({ state, title, children, action }: StepProps) {
  const t = useTranslations("vetting.own.step");
  const Mark = icons[state];
  return (
    <li data-state={state}>
      <Mark size={18} stroke={1.5} aria-hidden="true" />
      <h2>
        {title} <span className="visually-hidden">({t(state)})</span>
      </h2>
      <p>{children}</p>
      {action === undefined ? null : <div>{action}</div>}
    </li>
  );
}

/** What is there and what is missing, each with whoever has to do it. */
export function OwnSteps({ vetting }: { vetting: OwnVetting }) {
  const t = useTranslations("vetting.own");
  const role = useTranslations("vocabulary.role");
  const { vouchers, state, roles, vettedUntil, isResting, mayRenew } = vetting;
  const isMember = state === "member";
  const asksVouchers = !isMember || mayRenew;
  return (
    <>
      {isResting ? <p className={classes.resting}>{t("resting")}</p> : null}
      <ul className={classes.steps}>
        <Step state={vetting.hasCharter ? "done" : "open"} title={t("charter")}>
          {t("charterDone")} <Link href={routes.charter()}>{t("charterRead")}</Link>
        </Step>
        {asksVouchers ? (
          <Step state={vouchers.given >= vouchers.asked ? "done" : "waits"} title={t("vouchers")}>
            {vouchers.asked === 0 ? t("vouchersNone") : t("vouchersCount", vouchers)}
          </Step>
        ) : null}
        {vetting.training.map(({ track, state: training }) => (
          <Step
            key={track}
            state={training === "passed" ? "done" : training === "closed" || training === "waits" ? "waits" : "open"}
            title={
              <>
                {t("training")} <TrackLabel track={track} variant="full" />
              </>
            }
            action={
              training === "open" || training === "under_way" ? (
                <LinkButton href={routes.training(track)} variant="default">
                  {t(`trainingGo.${training}`)}
                </LinkButton>
              ) : training === "waits" ? (
                <Link href={routes.training(track)}>{t("trainingSee")}</Link>
              ) : undefined
            }
          >
            {t(`trainingState.${training}`)}
          </Step>
        ))}
        {isMember ? (
          <Step state={isResting ? "waits" : "done"} title={t("admitted")}>
            {roles.length === 0 ? t("noRoles") : roles.map((name) => role(name)).join(", ")}
            {vettedUntil === null || isResting ? null : (
              <>
                {" · "}
                {t("until")} <RelativeTime instant={vettedUntil} variant="date" />
              </>
            )}
          </Step>
        ) : (
          <Step state="waits" title={t("decision")}>
            {t(vetting.wanted.length > 0 ? "decisionInvited" : "decisionWaits")}
          </Step>
        )}
      </ul>
      {isMember ? (
        <p className={classes.foot}>
          <LinkButton href={routes.home()}>{t("toDesk")}</LinkButton>
        </p>
      ) : null}
    </>
  );
}
