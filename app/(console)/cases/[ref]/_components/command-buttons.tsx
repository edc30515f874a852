"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { CaseCommand } from "@/lib/domain/case/lifecycle";
import { commandReasons, type ReasonedCommand } from "@/lib/domain/case/reasons";
import { toast } from "@/lib/ui/toast";
import { admit, close, discard, erase, reopen } from "../lifecycle-actions";
import { ReasonDialog } from "./reason-dialog";
import { useCommand } from "./use-command";

const reasoned = ["close", "reopen", "discard", "erase"] as const satisfies readonly ReasonedCommand[];
type Reasoned = (typeof reasoned)[number];

/** Each with its own closed list of reasons; the server refuses a reason of another command. */
const actions = { close, reopen, discard, erase } as Record<
  Reasoned,
  (input: { id: string; version: number; reason: never }) => ReturnType<typeof close>
>;

interface CommandButtonsProps {
  caseId: string;
  number: number;
  version: number;
  allowed: readonly CaseCommand[];
}

/** The commands that are no opinion. What cannot simply be undone asks why, from a short list: the trail keeps markers, no prose. */
export function CommandButtons({ caseId, number, version, allowed }: CommandButtonsProps) {
  const t = useTranslations("case");
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();
  const [asking, setAsking] = useState<Reasoned | null>(null);

  async function done(after: unknown, name: Reasoned | "admit") {
    if (!after) return;
    setAsking(null);
    toast({ message: t(`command.done.${name}`, { number }) });
    router.refresh();
  }

  return (
    <>
      {allowed.includes("admit") ? (
        <Button
          loading={isBusy}
          onClick={() => void run(() => admit({ id: caseId, version })).then((after) => done(after, "admit"))}
        >
          {t("command.admit")}
        </Button>
      ) : null}
      {reasoned
        .filter((name) => allowed.includes(name))
        .map((name) => (
          <Button key={name} variant={name === "erase" ? "subtle" : "default"} onClick={() => setAsking(name)}>
            {t(`command.${name}`)}
          </Button>
        ))}
      {asking === null ? problem : null}
      {asking === null ? null : (
        <ReasonDialog
          title={t(`command.${asking}`)}
          legend={t("reasons.legend")}
          options={commandReasons[asking].map((value) => ({
            value,
            label: t(`reasons.${asking}.${value}` as "reasons.close.no_channel"),
          }))}
          confirmLabel={t(`command.${asking}`)}
          isDanger={asking === "erase" || asking === "discard"}
          isBusy={isBusy}
          onClose={() => setAsking(null)}
          onConfirm={(reason) =>
            void run(() => actions[asking]({ id: caseId, version, reason: reason as never })).then((after) =>
              done(after, asking),
            )
          }
        >
          <p>{t(`reasons.consequence.${asking}`)}</p>
          {problem}
        </ReasonDialog>
      )}
    </>
  );
}
