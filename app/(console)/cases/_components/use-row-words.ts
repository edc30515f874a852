import { useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { CaseState, PlatformId, Track } from "@/lib/domain/case/vocabulary";
import { ageOf, formatDistance, formatExactly, formatShortDate } from "@/lib/i18n/format";
import type { CaseRow } from "@/lib/queries/list-cases";
import type { CaseView } from "@/lib/tables/case-views";

const dayMs = 86_400_000;
const daysBetween = (from: string, to: number): number => Math.max(0, Math.floor((to - Date.parse(from)) / dayMs));

/** Everything that rows say, in the reader's language. */
export interface RowWords {
  platform: (platform: PlatformId) => string;
  state: (state: CaseState) => string;
  track: (track: Track) => { short: string; full: string };
  strong: string;
  medium: string;
  age: (instant: string) => { text: string; exactly: string };
  /** What the state leaves open: whose turn, since when, until when. */
  note: (row: CaseRow) => string | undefined;
  now: Date;
}

/** Asked for once by the table: the same question in each of five hundred cells is what makes a page dear. */
export function useRowWords(view: CaseView): RowWords {
  const words = useTranslations("vocabulary");
  const times = useTranslations("ui.time");
  const t = useTranslations("queue.note");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const now = useNow();
  return useMemo(() => {
    const reader = { locale, timeZone };
    const note = (row: CaseRow): string | undefined => {
      if (row.isForAnother) return t("another");
      if (view === "overdue" && row.dueAt !== null) {
        return t("overdue", { distance: formatDistance(new Date(row.dueAt), now, reader) });
      }
      if (row.state === "notified") {
        const days = daysBetween(row.notice?.sentAt ?? row.changedAt, now.getTime());
        return row.notice?.receivedAt ? t("received", { days }) : t("waiting", { days });
      }
      const deadline = row.notice?.complaintDeadline;
      if ((row.state === "refused" || row.state === "unanswered") && deadline) {
        return t("complain", { date: formatShortDate(new Date(deadline), reader) });
      }
      if (row.state === "actioned" && row.notice?.sentAt && row.outcome?.at) {
        return t("done", { days: daysBetween(row.notice.sentAt, Date.parse(row.outcome.at)) });
      }
      return undefined;
    };
    return {
      platform: (platform) => words(`platform.${platform}`),
      state: (state) => words(`state.${state}`),
      track: (track) => ({ short: words(`track.${track}.short`), full: words(`track.${track}.full`) }),
      strong: words("strength.3"),
      medium: words("strength.2"),
      age: (instant) => {
        const at = new Date(instant);
        const { unit, count } = ageOf(at, now);
        return { text: times(unit, { count }), exactly: formatExactly(at, reader) };
      },
      note,
      now,
    };
  }, [words, times, t, locale, timeZone, now, view]);
}
