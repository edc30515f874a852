import { useTranslations } from "next-intl";
import Link from "next/link";
import type { CaseView } from "@/lib/queries/get-case";
import type { CaseObservables } from "@/lib/queries/get-case-observables";
import type { CaseFingerprints } from "@/lib/queries/get-fingerprints";
import type { ImagesView } from "@/lib/queries/get-images";
import type { CaseTimeline } from "@/lib/queries/get-timeline";
import { routes } from "@/lib/routes";
import { OutcomeBadge } from "@/lib/ui/outcome-badge";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { BankCards } from "./bank-cards";
import { BundlePanel } from "./bundle-panel";
import { Lives } from "./lives";
import classes from "./links-column.module.css";
import { TiedBy } from "./tied-by";
import { MatchPanel } from "./match-panel";
import { Timeline } from "./timeline";

/** What the case is tied to: the account's other lives, its notices, and its story. */
export function LinksColumn({
  view,
  timeline,
  ties,
  pictures,
  images,
}: {
  view: CaseView;
  timeline: CaseTimeline;
  ties: CaseObservables["ties"];
  pictures: CaseFingerprints | null;
  images: ImagesView | null;
}) {
  return (
    <>
      {view.scope === "review" ? <BankCards caseNumber={view.number} /> : null}
      <TiedBy ties={ties} />
      {view.lives.length > 1 ? <Lives lives={view.lives} /> : null}
      {pictures?.matches && pictures.matches.length > 0 ? (
        <MatchPanel caseId={view.id} matches={pictures.matches} />
      ) : null}
      {view.scope === "review" && (view.notices.length > 0 || view.allowed.includes("notify")) ? (
        <Notices view={view} />
      ) : null}
      {view.scope === "review" ? <BundlePanel number={view.number} images={images} /> : null}
      <Timeline
        lines={timeline.lines}
        isCut={timeline.isCut}
        manifest={view.scope === "review" ? routes.manifest(view.number) : null}
      />
    </>
  );
}

function Notices({ view }: { view: CaseView }) {
  const t = useTranslations("case.notices");
  return (
    <Panel
      variant="section"
      title={t("title")}
      aside={
        view.allowed.includes("notify") ? (
          <Link href={routes.newNotice({ cases: [view.number] })}>{t("prepare")}</Link>
        ) : undefined
      }
    >
      {view.notices.length === 0 ? <p className={classes.quiet}>{t("none")}</p> : null}
      <ul className={classes.notices}>
        {view.notices.map((notice) => (
          <li key={notice.number}>
            <p className={classes.line}>
              <Link href={routes.notice(notice.number)}>{t("number", { number: notice.number })}</Link>
              {notice.outcome === null ? (
                <OutcomeBadge outcome={notice.sentAt === null ? "to_send" : "sent"} />
              ) : (
                <OutcomeBadge outcome={notice.outcome} />
              )}
            </p>
            <p className={classes.quiet}>
              {notice.channel}
              {notice.sentAt === null ? null : (
                <>
                  {", "}
                  <RelativeTime instant={notice.sentAt} variant="date" />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
