"use client";

import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { observableSubkinds, type ObservableSubkind } from "@/lib/domain/observables/observable";
import type { Proposal } from "@/lib/domain/observables/proposals";
import { addObservables } from "../observable-actions";
import { ObservableProposals } from "./observable-proposals";
import classes from "./observables-panel.module.css";
import { useCommand } from "./use-command";

const keyOf = ({ subkind, text }: Proposal): string => `${subkind} ${text}`;

/** The readers and their lists of suffixes and phone plans come when somebody pastes, not with the page. */
const loadProposals = () => import("@/lib/domain/observables/proposals");

/**
 * One value or a whole bio is pasted and read here, in the browser: only what is ticked leaves it. Nothing is ticked beforehand.
 */
export function AddObservables({ caseId, reportText }: { caseId: string; reportText: string }) {
  const t = useTranslations("observables");
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [readAs, setReadAs] = useState<ObservableSubkind | null>(null);
  const [isReport, setReport] = useState(false);
  const [proposals, setProposals] = useState<readonly Proposal[]>([]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());

  function read(next: string, as: ObservableSubkind | null, fromReport: boolean) {
    setText(next);
    setReadAs(as);
    setReport(fromReport);
    setTicked(new Set());
    void loadProposals().then(({ proposalsIn }) => setProposals(proposalsIn(next, as)));
  }
  async function keep() {
    const given = proposals.filter((one) => ticked.has(keyOf(one))).map(({ subkind, text }) => ({ subkind, text }));
    const source = isReport ? ("report" as const) : ("reviewer" as const);
    if ((await run(() => addObservables({ id: caseId, given, source }))) === null) return;
    read("", null, false);
    setOpen(false);
    router.refresh();
  }

  if (!isOpen)
    return (
      <div className={classes.line}>
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          {t("add")}
        </Button>
      </div>
    );
  return (
    <div className={classes.add}>
      <Textarea
        label={t("paste")}
        description={t("pasteHint")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        value={text}
        onChange={(event) => read(event.currentTarget.value, readAs, false)}
      />
      <div className={classes.line}>
        <NativeSelect
          aria-label={t("readAs")}
          size="xs"
          value={readAs ?? ""}
          onChange={(event) =>
            read(text, observableSubkinds.find((one) => one === event.currentTarget.value) ?? null, isReport)
          }
          data={[
            { value: "", label: t("readAsAny") },
            ...observableSubkinds.map((value) => ({ value, label: t(`subkind.${value}`) })),
          ]}
        />
        {reportText === "" ? null : (
          <Button size="xs" variant="subtle" onClick={() => read(reportText.slice(0, 4000), null, true)}>
            {t("fromReports")}
          </Button>
        )}
      </div>
      <ObservableProposals
        proposals={proposals}
        keyOf={keyOf}
        isEmpty={text.trim() === ""}
        ticked={ticked}
        onTick={(key) =>
          setTicked((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]))
        }
      />
      {problem}
      <div className={classes.line}>
        <Button size="xs" disabled={ticked.size === 0} loading={isBusy} onClick={() => void keep()}>
          {t("keep", { count: ticked.size })}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => setOpen(false)}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}
