import { IconArrowLeft, IconArrowRight } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { CaseView } from "@/lib/queries/get-case";
import { routes } from "@/lib/routes";
import { Kbd } from "@/lib/ui/kbd";
import { LifeTag } from "@/lib/ui/life-tag";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import { PriorityBar } from "@/lib/ui/priority-bar";
import { StateBadge } from "@/lib/ui/state-badge";
import { TrackLabel } from "@/lib/ui/track-label";
import classes from "./case-head.module.css";
import { LeaseBar } from "./lease-bar";
import { NextKey } from "./next-key";

interface CaseHeadProps {
  view: CaseView;
  next: number | null;
  queueView: string | undefined;
}

export function CaseHead({ view, next, queueView }: CaseHeadProps) {
  const t = useTranslations("case");
  const lease = view.judgement?.lease;
  const nextHref = next === null ? null : routes.caseIn(next, queueView);
  return (
    <header className={classes.head}>
      <Link href={routes.queue({ view: queueView })} className={classes.back} aria-label={t("back")}>
        <IconArrowLeft size={18} stroke={1.75} />
      </Link>
      <PlatformIcon platform={view.account.platform} size={18} />
      <h1 className={classes.title}>
        <span className="visually-hidden">{t("title", { number: view.number })} </span>
        <span className={classes.number} aria-hidden="true">
          {view.number}
        </span>
        <span className={classes.handle}>{view.account.handle}</span>
      </h1>
      <span className={classes.badges}>
        <StateBadge state={view.state} variant="pill" />
        <TrackLabel track={view.track} variant="pill" />
        <LifeTag life={view.life} />
        {view.scope === "review" ? (
          <PriorityBar parts={view.priority.parts} total={view.priority.total} size="row" />
        ) : null}
      </span>
      <span className={classes.end}>
        {lease?.isOwn ? (
          <LeaseBar
            key={view.id}
            caseId={view.id}
            number={view.number}
            version={view.version}
            until={lease.until.toISOString()}
            secondsLeft={lease.secondsLeft}
          />
        ) : null}
        {nextHref === null ? null : (
          <Link href={nextHref} className={classes.next} aria-keyshortcuts="j">
            <span className={classes.nextWords}>{t("next", { number: next ?? "" })}</span>
            <span className={classes.nextNumber} aria-hidden="true">
              {next}
            </span>
            <Kbd keys="j" />
            <IconArrowRight size={16} stroke={1.75} aria-hidden="true" />
          </Link>
        )}
        <NextKey href={nextHref} />
      </span>
    </header>
  );
}
