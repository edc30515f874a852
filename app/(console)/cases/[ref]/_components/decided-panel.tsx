import { useTranslations } from "next-intl";
import type { CaseView, Judgement } from "@/lib/queries/get-case";
import { routes } from "@/lib/routes";
import { isSignalCode } from "@/lib/domain/signals/checklists";
import { LinkButton } from "@/lib/ui/link-button";
import { RelativeTime } from "@/lib/ui/relative-time";
import { StateBadge } from "@/lib/ui/state-badge";
import { CommandButtons } from "./command-buttons";
import classes from "./decide-column.module.css";

/** After the decision (or before any review): where the case stands, what it rests on, what can be done next. */
export function DecidedPanel({ view, judgement }: { view: CaseView; judgement: Judgement }) {
  const t = useTranslations("case");
  const words = useTranslations();
  const { decision } = judgement;
  const { state } = view;
  const title = t.has(`state.${state}.title` as "state.draft.title")
    ? t(`state.${state}.title` as "state.draft.title")
    : words(`vocabulary.state.${state}`);
  const body = t.has(`state.${state}.body` as "state.draft.body")
    ? t(`state.${state}.body` as "state.draft.body")
    : null;
  const lastNotice = view.notices.find((notice) => notice.state !== "draft");
  return (
    <>
      <section>
        <p className={classes.kicker}>
          <StateBadge state={state} />
        </p>
        <h2 className={classes.question}>{title}</h2>
        {body === null ? null : <p className={classes.lead}>{body}</p>}
        <div className={classes.actions}>
          {view.allowed.includes("notify") ? (
            <LinkButton href={routes.newNotice({ cases: [view.number] })} size="md">
              {t("command.notify")}
            </LinkButton>
          ) : null}
          {view.allowed.includes("record_answer") && lastNotice ? (
            <LinkButton href={routes.notice(lastNotice.number)} variant="default">
              {t("command.record_answer")}
            </LinkButton>
          ) : null}
          <CommandButtons caseId={view.id} number={view.number} version={view.version} allowed={view.allowed} />
        </div>
      </section>
      {view.decidedBy === "imported" && decision === null ? (
        <p className={classes.quiet}>{t("decision.imported")}</p>
      ) : null}
      {decision === null ? null : (
        <section>
          <h2>{t("decision.title")}</h2>
          <p className={classes.lead}>
            <strong>{words(`vocabulary.classification.${decision.classification}`)}</strong>.{" "}
            {t(`decision.basis.${decision.basis}`)} <RelativeTime instant={decision.at} variant="dateTime" />
          </p>
        </section>
      )}
      {decision?.opinions.map((opinion, index) => (
        <section key={index} className={classes.box}>
          <h3>
            {opinion.by}: {words(`vocabulary.classification.${opinion.classification}`)}
          </h3>
          <p className={classes.quiet}>
            <RelativeTime instant={opinion.at} variant="dateTime" />
            {opinion.isSolo ? `, ${t("decision.solo")}` : null}
          </p>
          <ul className={classes.list}>
            {opinion.reasons.filter(isSignalCode).map((code) => (
              <li key={code}>{words(`signals.${code}.label`)}</li>
            ))}
          </ul>
          {opinion.note === "" ? null : <p className={classes.note}>{opinion.note}</p>}
        </section>
      ))}
    </>
  );
}
