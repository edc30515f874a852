"use client";

import { Button, FileInput, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { outcomeIn } from "@/lib/domain/notices/answer-outcome";
import { referenceIn } from "@/lib/domain/notices/answer-reference";
import { readPastedAnswer } from "@/lib/domain/notices/read-answer";
import type { MatchedNotice } from "@/lib/queries/match-answer";
import { mailFileMostBytes, readMailFile } from "@/lib/ui/mail/read-mail-file";
import { Panel } from "@/lib/ui/panel";
import { useRun } from "@/lib/ui/use-run";
import { findNotice } from "../../ledger-actions";
import { AnswerConfirm, type ReadAnswer } from "./answer-confirm";
import classes from "./answer.module.css";

/** The first step: a file or a text, read here; only headers' ids and the desk's number go to the server. */
export function AnswerReader() {
  const t = useTranslations("ledger.answer");
  const { run, isBusy, problem } = useRun();
  const [file, setFile] = useState<File | null>(null);
  const [isOver, setIsOver] = useState(false);
  const [pasted, setPasted] = useState("");
  const [wrong, setWrong] = useState<"tooLarge" | "unreadable" | null>(null);
  const [read, setRead] = useState<{ answer: ReadAnswer; notices: MatchedNotice[] } | null>(null);

  const take = async (): Promise<void> => {
    setWrong(null);
    setRead(null);
    if (file !== null && file.size > mailFileMostBytes) return setWrong("tooLarge");
    const mail =
      file === null ? { ...readPastedAnswer(pasted), isBounce: false } : await readMailFile(await file.arrayBuffer());
    if (mail === null) return setWrong("unreadable");
    const reference = mail.isBounce ? "" : referenceIn(mail);
    const answer = { ...mail, reference, outcome: mail.isBounce ? null : outcomeIn(mail) };
    await run(
      () => findNotice({ repliesTo: [...mail.repliesTo], reference }),
      (notices) => setRead({ answer, notices: notices ?? [] }),
    );
  };
  return (
    <>
      <Panel>
        <form
          className={classes.form}
          data-over={isOver || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setIsOver(true);
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setIsOver(false);
            setFile(event.dataTransfer.files[0] ?? null);
          }}
          onSubmit={(event) => {
            event.preventDefault();
            void take();
          }}
        >
          <FileInput
            label={t("file")}
            accept=".eml,message/rfc822"
            value={file}
            clearable
            clearButtonProps={{ "aria-label": t("clear") }}
            onChange={setFile}
          />
          <Textarea
            label={t("paste")}
            value={pasted}
            maxLength={20_000}
            minRows={4}
            maxRows={12}
            autosize
            disabled={file !== null}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          {wrong === null ? null : (
            <p className={classes.warning} role="alert">
              {t(wrong)}
            </p>
          )}
          {problem}
          <div>
            <Button type="submit" loading={isBusy} disabled={file === null && pasted.trim() === ""}>
              {t("read")}
            </Button>
          </div>
        </form>
      </Panel>
      {read === null ? null : (
        <AnswerConfirm key={JSON.stringify(read.notices)} answer={read.answer} notices={read.notices} />
      )}
    </>
  );
}
