"use client";

import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTimeZone, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Outcome, outcomes } from "@/lib/domain/case/vocabulary";
import type { PastedAnswer } from "@/lib/domain/notices/read-answer";
import { findThirdPartyData, maskSpans } from "@/lib/domain/notices/third-party-data";
import type { MatchedNotice } from "@/lib/queries/match-answer";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { fieldDay } from "@/lib/i18n/format";
import { useRun } from "@/lib/ui/use-run";
import { answer as recordAnswer, receive } from "../../actions";
import classes from "./answer.module.css";
import { NoticeChoice } from "./notice-choice";

export interface ReadAnswer extends PastedAnswer {
  isBounce: boolean;
  reference: string;
  outcome: Outcome | "received" | null;
}

const noteMost = 2000;

/** The second step: a person confirms or corrects which notice it is, what it says, and when. */
export function AnswerConfirm({ answer, notices }: { answer: ReadAnswer; notices: MatchedNotice[] }) {
  const t = useTranslations("ledger.answer");
  const words = useTranslations("vocabulary");
  const timeZone = useTimeZone() ?? "UTC";
  const router = useRouter();
  const { run, isBusy, problem } = useRun();
  const spans = findThirdPartyData(answer.text, [answer.reference]);
  const [number, setNumber] = useState<number | "">(notices[0]?.number ?? "");
  const [outcome, setOutcome] = useState<string>(answer.outcome ?? "");
  const [on, setOn] = useState(() => fieldDay(new Date(answer.date ?? Date.now()), timeZone));
  const [reference, setReference] = useState(answer.reference);
  const [note, setNote] = useState(() => maskSpans(answer.text, spans).slice(0, noteMost));
  const told = new Date(`${on}T00:00:00Z`);

  const record = async () => {
    if (number === "") return;
    const done = () => {
      toast({ message: t("done", { number: String(number) }), tone: "green" });
      router.push(routes.notice(number));
    };
    if (outcome === "received") await run(() => receive({ number, reference, receivedAt: told }), done);
    else
      await run(
        () => recordAnswer({ number, outcome: outcome as Outcome, informedOn: told, note, caseNumbers: [] }),
        done,
      );
  };
  return (
    <Panel title={t("notice")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void record();
        }}
      >
        {answer.isBounce ? (
          <p className={classes.warning} role="status">
            {t("bounce")}
          </p>
        ) : null}
        <NoticeChoice notices={notices} number={number} onChange={setNumber} />
        <NativeSelect
          label={t("says")}
          value={outcome}
          required
          data={[
            { value: "", label: t("unknown") },
            { value: "received", label: t("received") },
            ...outcomes
              .filter((one) => one !== "verified_gone" && one !== "back_again")
              .map((one) => ({ value: one, label: words(`outcome.${one}`) })),
          ]}
          onChange={(event) => setOutcome(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t("told")}
          value={on}
          required
          onChange={(event) => setOn(event.currentTarget.value)}
        />
        <TextInput
          label={t("reference")}
          value={reference}
          maxLength={200}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        {outcome === "received" ? null : (
          <>
            <Textarea
              label={t("note")}
              value={note}
              maxLength={noteMost}
              minRows={3}
              maxRows={10}
              autosize
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            {spans.length === 0 ? null : <p className={classes.warning}>{t("thirdParty", { count: spans.length })}</p>}
          </>
        )}
        {problem}
        <div>
          <Button type="submit" loading={isBusy} disabled={number === "" || outcome === ""}>
            {t("record")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
