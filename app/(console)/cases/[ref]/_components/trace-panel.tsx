import { useTranslations } from "next-intl";
import type { CaseTraces } from "@/lib/queries/get-traces";
import { Panel } from "@/lib/ui/panel";
import { TraceChain } from "./trace-chain";
import { TraceForm } from "./trace-form";
import classes from "./trace-panel.module.css";

interface TracePanelProps extends CaseTraces {
  number: number;
}

/** Where the account's links lead: asked for by a person, kept as text. */
export function TracePanel({ number, traces, total, suggested }: TracePanelProps) {
  const t = useTranslations("traces");
  return (
    <Panel variant="section" title={t("title")} aside={total > 0 ? t("count", { count: total }) : undefined}>
      <div className={classes.panel}>
        <p className={classes.quiet}>{t("lead")}</p>
        <TraceForm number={number} suggested={suggested} />
        {total === 0 ? <p className={classes.quiet}>{t("none")}</p> : null}
        {traces.map((trace) => (
          <TraceChain key={trace.id} trace={trace} />
        ))}
        {total > traces.length ? <p className={classes.quiet}>{t("more", { count: total - traces.length })}</p> : null}
      </div>
    </Panel>
  );
}
