import { useTranslations } from "next-intl";
import type { LaneView } from "@/lib/queries/get-lane";
import { Icon } from "@/lib/ui/icon";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./decide-column.module.css";
import { LaneExit } from "./lane-exit";
import { LaneHold } from "./lane-hold";
import { LanePurge } from "./lane-purge";
import { LaneReferral } from "./lane-referral";
import { LaneWho } from "./lane-who";
import lane from "./lane.module.css";

/** Words first: what the lane is, and whom to call; then what there is to decide, in this order. No picture, ever. */
export function LanePanel({ view }: { view: LaneView }) {
  const t = useTranslations("case.lane");
  const words = useTranslations("lane");
  const isReferred = view.referrals.length > 0;
  return (
    <>
      <section className={classes.alarm}>
        <h2>
          <Icon name="state-safeguarding" size={18} /> {t("title")}
        </h2>
        <p>{t("lead")}</p>
        <p>
          <strong>{t("images")}</strong>
        </p>
      </section>
      <LaneWho view={view} />
      <dl className={lane.clocks}>
        <div>
          <dt>{words("clock.since")}</dt>
          <dd>
            <RelativeTime instant={view.since} variant="dateTime" />
          </dd>
        </div>
        <div>
          <dt>{words("clock.referral")}</dt>
          <dd data-late={!isReferred || undefined}>
            {isReferred ? words("clock.referred") : <RelativeTime instant={view.referralDueAt} variant="time" />}
          </dd>
        </div>
        <div>
          <dt>{words("clock.purge")}</dt>
          <dd>
            {view.purgedAt === null ? (
              <RelativeTime instant={view.purgeDueAt} variant="dateTime" />
            ) : (
              words("clock.purged")
            )}
          </dd>
        </div>
      </dl>
      <h2 className={classes.question}>{t("now")}</h2>
      <LaneReferral view={view} />
      <LaneHold view={view} />
      <LanePurge view={view} />
      <LaneExit view={view} />
    </>
  );
}
