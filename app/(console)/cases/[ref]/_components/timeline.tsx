import { IconEyeOff } from "@tabler/icons-react";
import { useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import type { TimelineLine } from "@/lib/domain/audit/timeline";
import { formatDay } from "@/lib/i18n/format";
import { Icon } from "@/lib/ui/icon";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { TimelineSentence } from "@/lib/ui/timeline-sentence";
import classes from "./timeline.module.css";

interface TimelineProps {
  lines: readonly TimelineLine[];
  isCut: boolean;
  /** Where the proofs of what it tells are to be had; null for whoever may not hand them on. */
  manifest: string | null;
}

/** The trail as a story, latest first, by day. */
export function Timeline({ lines, isCut, manifest }: TimelineProps) {
  const t = useTranslations("timeline");
  const reader = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC" };
  const now = useNow();
  const dayOf = (at: Date) => formatDay(at, new Date(0), reader);
  const nameOf = (at: Date) => {
    if (dayOf(at) === dayOf(now)) return t("today");
    if (dayOf(at) === dayOf(new Date(now.getTime() - 86_400_000))) return t("yesterday");
    return formatDay(at, now, reader);
  };
  const days = new Map<string, TimelineLine[]>();
  for (const line of lines) days.set(dayOf(line.at), [...(days.get(dayOf(line.at)) ?? []), line]);
  return (
    <Panel
      variant="section"
      title={t("title")}
      aside={
        manifest === null ? undefined : (
          <a href={manifest} download title={t("proofHint")}>
            {t("proof")}
          </a>
        )
      }
    >
      {lines.length === 0 ? <p className={classes.quiet}>{t("empty")}</p> : null}
      {[...days.entries()].map(([day, acts]) => (
        <section key={day} className={classes.day}>
          <h3 className={classes.date}>{acts[0] ? nameOf(acts[0].at) : day}</h3>
          <ol className={classes.acts}>
            {acts.map((line) => (
              <li key={line.id} className={classes.act} data-voice={line.voice}>
                <span className={classes.time}>
                  <RelativeTime instant={line.at} variant="time" />
                </span>
                <Mark line={line} />
                <span className={classes.sentence}>
                  <TimelineSentence line={line} />
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {isCut ? <p className={classes.quiet}>{t("older")}</p> : null}
    </Panel>
  );
}

function Mark({ line }: { line: TimelineLine }) {
  if (line.voice === "hidden" && line.action === "case.opinion_given")
    return <IconEyeOff className={classes.hidden} size={14} stroke={1.75} aria-hidden="true" />;
  if (line.action === "case.succeeded") return <Icon name="back-again" size={14} className={classes.back} />;
  if (line.action === "case.decided") return <Icon name="state-confirmed" size={14} className={classes.decided} />;
  return <span className={classes.dot} aria-hidden="true" />;
}
