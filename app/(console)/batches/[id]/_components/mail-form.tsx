import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BatchNotice } from "@/lib/queries/get-batch";
import { Panel } from "@/lib/ui/panel";
import { useRun } from "@/lib/ui/use-run";
import classes from "../../_components/batches.module.css";
import { mail } from "../../actions";

/** Good faith is stated for exactly the notices that are ticked: another choice asks for it again. */
export function MailForm({ id, chosen }: { id: string; chosen: readonly BatchNotice[] }) {
  const t = useTranslations("batch.mail");
  const { run, isBusy, problem } = useRun();
  const [statedFor, setStatedFor] = useState<string | null>(null);
  const meant = chosen.map(({ number, version }) => `${number}.${version}`).join(" ");
  const isStated = statedFor === meant && chosen.length > 0;
  return (
    <Panel title={t("title")}>
      <div className={classes.form}>
        <p className={classes.quiet}>{t("text")}</p>
        <div className={classes.choice}>
          <label>
            <input
              type="checkbox"
              checked={isStated}
              disabled={chosen.length === 0}
              onChange={() => setStatedFor(isStated ? null : meant)}
            />
            <span>{t("faith", { count: chosen.length })}</span>
          </label>
        </div>
        {problem}
        <div className={classes.actions}>
          <Button
            disabled={!isStated}
            loading={isBusy}
            onClick={() =>
              void run(() => mail({ id, notices: chosen.map(({ number, version }) => ({ number, version })) }))
            }
          >
            {t("send", { count: chosen.length })}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
