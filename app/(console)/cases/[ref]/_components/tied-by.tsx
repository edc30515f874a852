import { useTranslations } from "next-intl";
import Link from "next/link";
import type { CaseObservables } from "@/lib/queries/get-case-observables";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { StateBadge } from "@/lib/ui/state-badge";
import classes from "./tied-by.module.css";

/** The cases about other accounts that share values with this one, strongest first, each with its reasons. */
export function TiedBy({ ties }: { ties: CaseObservables["ties"] }) {
  const t = useTranslations("observables");
  const tVocabulary = useTranslations("vocabulary");
  if (ties.length === 0) return null;
  return (
    <Panel variant="section" title={t("tiedBy")} aside={ties.length}>
      <ul className={classes.ties}>
        {ties.map((tie) => (
          <li key={tie.number}>
            <p className={classes.line}>
              <Link href={routes.case(tie.number)} prefetch={false}>
                {t("tiedCase", { number: tie.number, platform: tVocabulary(`platform.${tie.platform}`) })}
              </Link>
              <StateBadge state={tie.state} />
            </p>
            <ul className={classes.reasons}>
              {tie.reasons.map((reason, at) => (
                <li key={at}>
                  {reason.likeness === null
                    ? t("sameValue", { kind: t(`subkind.${reason.subkind}`) })
                    : t("nearBio", { percent: Math.round(reason.likeness * 100) })}{" "}
                  <span className={classes.value}>{reason.shown}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
