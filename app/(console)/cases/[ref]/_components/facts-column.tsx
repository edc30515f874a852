import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { CaseView } from "@/lib/queries/get-case";
import type { CaseObservables } from "@/lib/queries/get-case-observables";
import type { CaseFingerprints } from "@/lib/queries/get-fingerprints";
import type { ImagesView } from "@/lib/queries/get-images";
import { routes } from "@/lib/routes";
import { CopyButton } from "@/lib/ui/copy-button";
import { DefangedAddress } from "@/lib/ui/defanged-address";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import Link from "next/link";
import classes from "./facts-column.module.css";
import { ImagesPanel } from "./images-panel";
import { ObservablesPanel } from "./observables-panel";
import { FingerprintPanel } from "./fingerprint-panel";
import { SignalList } from "./signal-list";

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className={classes.fact}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** What is known of the account, before anybody says what it is. */
export function FactsColumn({
  view,
  observables,
  pictures,
  images,
}: {
  view: CaseView;
  observables: CaseObservables | null;
  pictures: CaseFingerprints | null;
  images: ImagesView | null;
}) {
  const t = useTranslations("case");
  const { account, reports } = view;
  return (
    <>
      <Panel variant="section" title={t("account.title")}>
        <dl className={classes.facts}>
          <Fact label={t("account.address")}>
            <DefangedAddress address={account.profileUrl} isOpenable={view.scope !== "lane"} />
          </Fact>
          {account.stableId === null ? null : (
            <Fact label={t("account.stableId")}>
              <span className={classes.mono}>{account.stableId}</span>{" "}
              <CopyButton value={account.stableId} what={t("account.stableId")} />
            </Fact>
          )}
          {account.displayName === "" ? null : <Fact label={t("account.displayName")}>{account.displayName}</Fact>}
          {account.earlierHandles.length === 0 ? null : (
            <Fact label={t("account.earlier")}>
              <span className={classes.mono}>{account.earlierHandles.map((earlier) => earlier.handle).join(", ")}</span>
            </Fact>
          )}
          <Fact label={t("account.firstSeen")}>
            <RelativeTime instant={account.firstSeenAt} variant="dateTime" />
          </Fact>
          <Fact label={t("account.reports")}>{view.reportCount}</Fact>
          {view.scope === "review" ? <MandateFact view={view} /> : null}
        </dl>
      </Panel>
      {view.tags.length === 0 ? null : (
        <Panel variant="section" title={t("tags.title")}>
          <ul className={classes.tags}>
            {view.tags.map((tag) => (
              <li key={tag}>
                <Link href={routes.queue({ tag })}>{tag}</Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {pictures === null ? null : <FingerprintPanel caseId={view.id} pictures={pictures} />}
      <SignalList signals={view.signals} />
      {images === null ? null : <ImagesPanel view={images} />}
      {observables === null ? null : (
        <ObservablesPanel observables={observables} reportTexts={reports.map((report) => report.observed)} />
      )}
      <Panel variant="section" title={t("reports.title")}>
        <ol className={classes.reports}>
          {reports.map((report) => (
            <li key={report.id}>
              <p className={classes.reportHead}>
                <span>{t(`reports.by.${report.by}`)}</span>
                <RelativeTime instant={report.observedAt} variant="dateTime" />
              </p>
              <p className={report.observed === "" ? classes.quiet : classes.observed}>
                {report.observed === "" ? t("reports.nothing") : report.observed}
              </p>
            </li>
          ))}
        </ol>
        {view.scope === "review" && view.reportCount > reports.length ? (
          <p className={classes.quiet}>{t("reports.more", { count: view.reportCount - reports.length })}</p>
        ) : null}
      </Panel>
    </>
  );
}

function MandateFact({ view }: { view: CaseView }) {
  const t = useTranslations("case.account");
  const format = useFormatter();
  const { mandate } = view;
  if (mandate === null) {
    return (
      <Fact label={t("mandate")}>
        {t("noMandate")}
        <span className={classes.note}>{t("noMandateMeans")}</span>
      </Fact>
    );
  }
  const number = format.number(mandate.number, { minimumIntegerDigits: 3, useGrouping: false });
  const isOver = mandate.status !== "pending" && mandate.status !== "verified";
  const left = isOver ? view.notices.filter(({ sentAt }) => sentAt !== null) : [];
  return (
    <Fact label={t("mandate")}>
      <Link href={routes.mandate(mandate.number)}>{t("mandateNumber", { number })}</Link>
      <span className={classes.note}>{t(`mandateState.${mandate.status}`)}</span>
      {left.map((notice) => (
        <span key={notice.number} className={classes.warning}>
          {t("leftBefore")}{" "}
          <Link href={routes.notice(notice.number)}>{t("notice", { number: String(notice.number) })}</Link>
        </span>
      ))}
    </Fact>
  );
}
