"use client";

import { Button, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type SyntheticEvent, useState } from "react";
import type { Verdict } from "@/lib/domain/audit/findings";
import { verifyEvidence } from "@/lib/domain/audit/verify-evidence";
import { hintBelow } from "@/lib/ui/hint-below";
import { Panel } from "@/lib/ui/panel";
import { type ChosenFile, EvidenceField } from "./evidence-field";
import { useRemembered } from "./use-remembered";
import { VerdictView } from "./verdict-view";
import classes from "./verify.module.css";

const keysIn = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

interface Judged {
  readonly verdict: Verdict;
  readonly at: Date;
}

/** What somebody holds, the keys that they know, and what follows. */
export function VerifyScreen() {
  const t = useTranslations("verify");
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [pasted, setPasted] = useState("");
  const [pinned, rememberPinned] = useRemembered("pinned");
  const [witnesses, rememberWitnesses] = useRemembered("witnesses");
  const [judged, setJudged] = useState<Judged | null>(null);
  const text = file?.text ?? pasted;

  function judge(evidence: string): void {
    const at = new Date();
    const trust = { pinned: keysIn(pinned), witnesses: keysIn(witnesses), now: at };
    setJudged({ verdict: verifyEvidence(evidence, trust), at });
  }

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (text.trim() !== "") judge(text);
  }

  /** A verdict stands only beside what it is about. */
  function change<Value>(set: (value: Value) => void): (value: Value) => void {
    return (value) => {
      setJudged(null);
      set(value);
    };
  }

  const [changePinned, changeWitnesses] = [change(rememberPinned), change(rememberWitnesses)];
  const keyField = {
    ...hintBelow,
    autosize: true,
    minRows: 1,
    maxRows: 6,
    spellCheck: false,
    autoComplete: "off",
  } as const;
  return (
    <form onSubmit={submit} className={classes.form}>
      <Panel title={t("evidence.label")}>
        <EvidenceField
          file={file}
          pasted={pasted}
          onPaste={change(setPasted)}
          onFile={(chosen) => {
            setFile(chosen);
            if (chosen) judge(chosen.text);
            else setJudged(null);
          }}
        />
      </Panel>
      <Panel>
        <div className={classes.fields}>
          <Textarea
            {...keyField}
            classNames={{ input: classes.mono }}
            label={t("keys.pinned")}
            description={t("keys.pinnedHint")}
            value={pinned}
            onChange={(event) => changePinned(event.currentTarget.value)}
          />
          <Textarea
            {...keyField}
            classNames={{ input: classes.mono }}
            label={t("keys.witnesses")}
            description={t("keys.witnessesHint")}
            value={witnesses}
            onChange={(event) => changeWitnesses(event.currentTarget.value)}
          />
        </div>
      </Panel>
      <Button type="submit" size="md" disabled={text.trim() === ""} className={classes.check}>
        {t("check")}
      </Button>
      <div role="status">{judged ? <VerdictView verdict={judged.verdict} now={judged.at} /> : null}</div>
    </form>
  );
}
