import { useTranslations } from "next-intl";
import type { CaseView } from "@/lib/queries/get-case";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { StateBadge } from "@/lib/ui/state-badge";
import classes from "./decide-column.module.css";

/** What a volunteer sees of a case they logged: how far it is, and how to add to it. */
export function ReporterPanel({ view }: { view: CaseView }) {
  const t = useTranslations("case.reporter");
  const { state } = view;
  const isHidden = state === "authentic" || state === "safeguarding" || state === "erased";
  return (
    <section>
      <p className={classes.kicker}>
        <StateBadge state={state} />
      </p>
      <h2 className={classes.question}>{t("title")}</h2>
      <p className={classes.lead}>{isHidden ? null : t(`body.${state}`)}</p>
      <p className={classes.lead}>{t("thanks")}</p>
      {view.mayComplete ? (
        <p className={classes.actions}>
          <LinkButton href={routes.log({ text: view.account.profileUrl })} variant="default">
            {t("complete")}
          </LinkButton>
        </p>
      ) : null}
    </section>
  );
}
