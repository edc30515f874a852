"use client";

import { Button, Group } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { CaseView } from "@/lib/queries/get-case";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { useRun } from "@/lib/ui/use-run";
import { lookAtAgain } from "../lifecycle-actions";

/** What another pair of eyes makes of a decision whose author is doubted. */
export function LookAgainPanel({ view }: { view: CaseView }) {
  const t = useTranslations("vetting.decisions");
  const router = useRouter();
  const { run, isBusy, problem } = useRun();
  const { id, version, judgement } = view;
  const isOwn = judgement?.decision?.opinions.some((one) => one.isOwn) === true;
  // What can be opened again is; where something has left already, people have to write.
  const verdicts = view.allowed.includes("reopen") ? (["stands", "reopened"] as const) : (["stands", "wrong"] as const);
  return (
    <Panel title={t("panelTitle")}>
      <p>{t(isOwn ? "panelOwn" : "panel")}</p>
      {isOwn || verdicts[1] === "reopened" ? null : <p>{t("wrongHint")}</p>}
      {problem}
      {isOwn ? null : (
        <Group>
          {verdicts.map((verdict) => (
            <Button
              key={verdict}
              variant="default"
              loading={isBusy}
              onClick={() =>
                void run(
                  () => lookAtAgain({ id, version, verdict }),
                  () => {
                    toast({ message: t("done"), tone: "green" });
                    router.refresh();
                  },
                )
              }
            >
              {t(`act.${verdict}`)}
            </Button>
          ))}
        </Group>
      )}
    </Panel>
  );
}
