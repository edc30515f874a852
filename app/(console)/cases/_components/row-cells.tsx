import { useNow, useTranslations } from "next-intl";
import Link from "next/link";
import { initialsOf } from "@/lib/domain/access/person";
import { leaseMinutes } from "@/lib/domain/case/lease";
import { secondsPerPoint } from "@/lib/domain/case/priority";
import type { CaseRow } from "@/lib/queries/list-cases";
import { routes } from "@/lib/routes";
import type { CaseView } from "@/lib/tables/case-views";
import type { IconName } from "@/lib/ui/icon";
import { Initials } from "@/lib/ui/initials";
import { LifeTag } from "@/lib/ui/life-tag";
import { PriorityBar, type PriorityParts } from "@/lib/ui/priority-bar";
import { stateViews, trackIcons } from "@/lib/ui/state-view";
import { classNames, toneClass } from "@/lib/ui/tone";
import classes from "./row-cells.module.css";
import type { RowWords } from "./use-row-words";

/** What a cell is drawn from. The cells are plain elements that ask for nothing: a page has five hundred of them. */
export interface CellContext {
  view: CaseView;
  words: RowWords;
}
type Cell = CellContext & { row: CaseRow };

/** The parts that order the queue, age among them: one point for each half day, as in the rank. */
export function partsOf(row: CaseRow, now: Date): PriorityParts {
  const waited = Math.max(0, now.getTime() - Date.parse(row.openedAt)) / 1000;
  const isOver = ["actioned", "closed", "rejected", "undetermined", "merged"].includes(row.state);
  return { ...row.points, age: isOver ? 0 : Math.floor(waited / secondsPerPoint) };
}

/** A case's address remembers the view that it was opened from: the next case comes from there. */
export const caseHref = (number: number, view: CaseView): string => `${routes.case(number)}?view=${view}`;

/** As lib/ui/icon.tsx draws it; its size is the class's. */
const mark = (name: IconName, className: string | undefined) => (
  <svg className={className} aria-hidden="true">
    <use href={`/icons.svg#${name}`} />
  </svg>
);

/** Shorter handles are never cut, so that nothing is hidden which hovering would have to show. */
const surelyWhole = 16;

export function accountCell({ row, view, words }: Cell) {
  const title = row.handle.length > surelyWhole ? row.handle : undefined;
  return (
    <div className={classes.account}>
      {mark(`platform-${row.platform}`, classes.platform)}
      <span className="visually-hidden">{words.platform(row.platform)}</span>
      <Link href={caseHref(row.number, view)} prefetch={false} className={classes.handle} title={title}>
        {row.handle}
      </Link>
      <LifeTag life={row.life} />
    </div>
  );
}

export function trackCell({ row, words }: Cell) {
  const { short, full } = words.track(row.track);
  return (
    <>
      {mark(trackIcons[row.track], classes.mark)}
      <span aria-hidden="true">{short}</span>
      <span className="visually-hidden">{full}</span>
    </>
  );
}

export function stateCell({ row, words }: Cell) {
  const { icon, tone } = stateViews[row.state];
  const note = words.note(row);
  return (
    <>
      {mark(icon, classNames(classes.mark, toneClass(tone)))}
      {words.state(row.state)}
      {note === undefined ? null : <small title={note}>{note}</small>}
    </>
  );
}

export const priorityCell = ({ row, words }: Cell) => <PriorityBar parts={partsOf(row, words.now)} />;

export function signalsCell({ row, words }: Cell) {
  return (
    <>
      {row.strong > 0 ? strength("strength-3", row.strong, words.strong) : null}
      {row.medium > 0 ? strength("strength-2", row.medium, words.medium) : null}
    </>
  );
}

const strength = (icon: IconName, count: number, word: string) => (
  <span className={classes.strength}>
    {mark(icon, undefined)}
    {count}
    <span className="visually-hidden">{` ${word}`}</span>
  </span>
);

export function ageCell({ row, words }: Cell) {
  const instant = row.loggedAt ?? row.openedAt;
  const { text, exactly } = words.age(instant);
  return (
    <time dateTime={instant} title={exactly}>
      {text}
    </time>
  );
}

export const holderCell = ({ row }: Cell) => (row.holder === null ? null : <Holder holder={row.holder} />);

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
      <small>{t("minutesLeft", { minutes })}</small>
    </span>
  );
}

export const tagsCell = ({ row }: Cell) => row.tags.join(", ");
