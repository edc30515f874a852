import { useFormatter, useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import Link from "next/link";
import { initialsOf } from "@/lib/domain/access/person";
import { leaseMinutes } from "@/lib/domain/case/lease";
import { secondsPerPoint } from "@/lib/domain/case/priority";
import { formatDistance } from "@/lib/i18n/format";
import type { CaseRow } from "@/lib/queries/list-cases";
import { routes } from "@/lib/routes";
import type { CaseView } from "@/lib/tables/case-views";
import { Initials } from "@/lib/ui/initials";
import { LifeTag } from "@/lib/ui/life-tag";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import { PriorityBar, type PriorityParts } from "@/lib/ui/priority-bar";
import { RelativeTime } from "@/lib/ui/relative-time";
import { StateBadge } from "@/lib/ui/state-badge";
import { StrengthBars } from "@/lib/ui/strength-bars";
import { TrackLabel } from "@/lib/ui/track-label";
import classes from "./queue-table.module.css";

const dayMs = 86_400_000;
const daysBetween = (from: string, to: number): number => Math.max(0, Math.floor((to - Date.parse(from)) / dayMs));

/** The parts that order the queue, age among them: one point for each three days, as in the rank. */
export function partsOf(row: CaseRow, now: Date): PriorityParts {
  const waited = Math.max(0, now.getTime() - Date.parse(row.openedAt)) / 1000;
  const isOver = ["actioned", "closed", "rejected", "undetermined", "merged"].includes(row.state);
  return { ...row.points, age: isOver ? 0 : Math.floor(waited / secondsPerPoint) };
}

/** A case's address remembers the view that it was opened from: the next case comes from there. */
export const caseHref = (number: number, view: CaseView): string => `${routes.case(number)}?view=${view}`;

export function AccountCell({ row, view }: { row: CaseRow; view: CaseView }) {
  return (
    <span className={classes.account}>
      <PlatformIcon platform={row.platform} />
      <Link href={caseHref(row.number, view)} prefetch={false} className={classes.handle} title={row.handle}>
        {row.handle}
      </Link>
      <LifeTag life={row.life} />
    </span>
  );
}

export const TrackCell = ({ row }: { row: CaseRow }) => <TrackLabel track={row.track} variant="short" />;

/** What the state leaves open, in a few words: whose turn, since when, until when. */
function useNote(row: CaseRow, view: CaseView): string | undefined {
  const t = useTranslations("queue.note");
  const format = useFormatter();
  const reader = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC" };
  const now = useNow();
  if (row.isForAnother) return t("another");
  if (view === "overdue" && row.dueAt !== null)
    return t("overdue", { distance: formatDistance(new Date(row.dueAt), now, reader) });
  if (row.state === "notified") {
    const days = daysBetween(row.notice?.sentAt ?? row.changedAt, now.getTime());
    return row.notice?.receivedAt ? t("received", { days }) : t("waiting", { days });
  }
  const deadline = row.notice?.complaintDeadline;
  if ((row.state === "refused" || row.state === "unanswered") && deadline) {
    return t("complain", { date: format.dateTime(new Date(deadline), { day: "numeric", month: "short" }) });
  }
  if (row.state === "actioned" && row.notice?.sentAt && row.outcome?.at) {
    return t("done", { days: daysBetween(row.notice.sentAt, Date.parse(row.outcome.at)) });
  }
  return undefined;
}

export function StateCell({ row, view }: { row: CaseRow; view: CaseView }) {
  const note = useNote(row, view);
  return <StateBadge state={row.state} {...(note !== undefined && { note })} />;
}

export const PriorityCell = ({ row }: { row: CaseRow }) => <PriorityBar parts={partsOf(row, useNow())} />;

export function SignalsCell({ row }: { row: CaseRow }) {
  return (
    <span className={classes.signals}>
      {row.strong > 0 ? <StrengthBars strength={3} count={row.strong} /> : null}
      {row.medium > 0 ? <StrengthBars strength={2} count={row.medium} /> : null}
    </span>
  );
}

export const AgeCell = ({ row }: { row: CaseRow }) => (
  <RelativeTime instant={row.loggedAt ?? row.openedAt} variant="age" />
);

export const HolderCell = ({ row }: { row: CaseRow }) => (row.holder === null ? null : <Holder holder={row.holder} />);

/** Whose hands, and for how much longer; empty once the lease has run out under the reader's eyes. */
function Holder({ holder: { pseudonym, isSelf, until } }: { holder: NonNullable<CaseRow["holder"]> }) {
  const t = useTranslations("queue");
  const now = useNow({ updateInterval: 30_000 });
  const minutes = Math.min(leaseMinutes, Math.ceil((Date.parse(until) - now.getTime()) / 60_000));
  if (minutes <= 0) return null;
  return (
    <span className={classes.holder}>
      {pseudonym === null ? (
        <span title={t("heldSecretSpoken")}>{t("heldSecret")}</span>
      ) : (
        <Initials initials={initialsOf(pseudonym)} name={pseudonym} isSelf={isSelf} />
      )}
      <span className={classes.quiet}>{t("minutesLeft", { minutes })}</span>
    </span>
  );
}

export const TagsCell = ({ row }: { row: CaseRow }) => <span className={classes.tags}>{row.tags.join(", ")}</span>;
