import { useTranslations } from "next-intl";
import Link from "next/link";
import type { EscalationView } from "@/lib/queries/get-escalation";
import { routes } from "@/lib/routes";
import { CopyButton } from "@/lib/ui/copy-button";
import { PageTitle } from "@/lib/ui/page-title";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./escalation.module.css";
import { StepForm } from "./step-form";

/** The texts that can follow a refusal or silence: read, copied, filed by a person, then recorded. */
export function EscalationScreen({ view, mayRecord }: { view: EscalationView; mayRecord: boolean }) {
  const t = useTranslations("ledger.step");
  const reasons = useTranslations("errors.reason");
  const { number, caseNumber, facts } = view;
  const taken = { complaint: facts.complainedAt, out_of_court: facts.outOfCourtAt, coordinator: null };
  return (
    <div className={classes.page}>
      <PageTitle backHref={routes.notice(number)}>{t("title")}</PageTitle>
      <p className={classes.intro}>{t("intro", { number: String(number), caseNumber: String(caseNumber) })}</p>
      <nav aria-label={t("language")} className={classes.languages}>
        {(["fr", "en"] as const).map((language) => (
          <Link
            key={language}
            href={`${routes.escalation(number, caseNumber)}?language=${language}`}
            aria-current={language === view.language ? "page" : undefined}
          >
            {language.toUpperCase()}
          </Link>
        ))}
      </nav>
      {view.steps.map(({ step, refusal, text }) => (
        <Panel
          key={step}
          title={t(step)}
          aside={
            step === "complaint" && facts.complaintDeadline !== null ? (
              <>
                {t("until")} <RelativeTime instant={new Date(facts.complaintDeadline)} variant="date" />
              </>
            ) : undefined
          }
        >
          {refusal === null ? null : <p className={classes.closed}>{reasons(refusal as "step_too_late")}</p>}
          {taken[step] === null ? null : (
            <p>
              {t("taken")} <RelativeTime instant={new Date(taken[step])} variant="date" />
            </p>
          )}
          <details open={refusal === null}>
            <summary>{t("text", { name: t(step) })}</summary>
            <pre className={classes.text} lang={view.language} tabIndex={0}>
              {text}
            </pre>
          </details>
          <div className={classes.acts}>
            <CopyButton value={text} what={t(step)} variant="button" />
            <a
              href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
              download={`notice-${String(number)}-${step}-${view.language}.txt`}
            >
              {t("download")}
            </a>
          </div>
          {refusal === null && mayRecord ? <StepForm number={number} caseNumber={caseNumber} step={step} /> : null}
        </Panel>
      ))}
    </div>
  );
}
