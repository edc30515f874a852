"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { NoticeKind } from "@/lib/domain/case/vocabulary";
import type { NoticeFormat } from "@/lib/domain/notices/notice-input";
import { maskSpan, type ThirdPartyKind } from "@/lib/domain/notices/third-party-data";
import { routes } from "@/lib/routes";
import { Icon } from "@/lib/ui/icon";
import { useRun } from "@/lib/ui/use-run";
import { edit, send } from "../../actions";
import { MailForm } from "./mail-form";
import classes from "./notice-screen.module.css";

interface SendFormProps {
  notice: {
    number: number;
    version: number;
    fingerprint: string;
    kind: NoticeKind;
    isGoodFaith: boolean;
    formUrl: string | null;
    isMail: boolean;
    mailbox: string | null;
    roleMailbox: string;
    hasServer: boolean;
    explanation: string;
    ruleCited: string;
  };
  isComplete: boolean;
  spans: {
    text: string;
    start: number;
    end: number;
    kind: ThirdPartyKind;
    field: "explanation" | "ruleCited";
    sentence: string;
  }[];
  texts: { tick: string; warning: string; mask: string; keep: string };
  formats: { value: NoticeFormat; label: string }[];
}

/** The last step: third persons' data decided, good faith said, the desk's form opened, the reference brought back. */
export function SendForm({ notice, isComplete, spans, texts, formats }: SendFormProps) {
  const t = useTranslations("notices");
  const { run, isBusy, problem } = useRun();
  const [kept, setKept] = useState<string[]>([]);
  const [reference, setReference] = useState("");
  const [format, setFormat] = useState<NoticeFormat>(notice.isMail ? "eml" : "form_text");
  const { number, version } = notice;
  const undecided = spans.filter((span) => !kept.includes(span.text));
  const isReady = isComplete && undecided.length === 0;
  return (
    <div className={classes.send}>
      {spans.map((span) => (
        <p key={`${span.field}.${span.start}`} className={classes.warning}>
          <Icon name="state-draft" size={14} /> {span.sentence} <mark>{span.text}</mark>{" "}
          {kept.includes(span.text) ? (
            <em>{t("missing.kept")}</em>
          ) : (
            <>
              <button
                type="button"
                className={classes.link}
                disabled={isBusy}
                onClick={() =>
                  void run(() => edit({ number, version, edit: { [span.field]: maskSpan(notice[span.field], span) } }))
                }
              >
                {texts.mask}
              </button>{" "}
              <button type="button" className={classes.link} onClick={() => setKept([...kept, span.text])}>
                {texts.keep}
              </button>
            </>
          )}
        </p>
      ))}
      {notice.kind === "illegal_content_notice" ? (
        <label className={classes.faith}>
          <input
            type="checkbox"
            checked={notice.isGoodFaith}
            disabled={isBusy}
            onChange={(event) => void run(() => edit({ number, version, edit: { goodFaith: event.target.checked } }))}
          />
          <span>
            {texts.tick} {texts.warning}
          </span>
        </label>
      ) : null}
      {problem}
      {notice.formUrl === null ? null : (
        <Button
          component="a"
          variant="default"
          fullWidth
          href={notice.formUrl}
          target="_blank"
          rel="noreferrer noopener"
        >
          {t("send.open")}
        </Button>
      )}
      {notice.isMail ? <MailForm notice={notice} kept={kept} isReady={isReady} hasServer={notice.hasServer} /> : null}
      {notice.isMail ? (
        <Button component="a" variant="default" fullWidth href={routes.noticeFile(number, "eml")} download>
          {t("send.mail")}
        </Button>
      ) : null}
      <form
        className={classes.done}
        onSubmit={(event) => {
          event.preventDefault();
          void run(() =>
            send({ number, version, format, sentAt: new Date(), seen: notice.fingerprint, kept, reference }),
          );
        }}
      >
        <NativeSelect
          label={t("send.format")}
          value={format}
          data={formats}
          onChange={(event) => setFormat(event.currentTarget.value as NoticeFormat)}
        />
        <TextInput
          label={t("send.reference")}
          value={reference}
          maxLength={200}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant={notice.isMail && notice.hasServer ? "default" : "filled"}
          disabled={!isReady}
          loading={isBusy}
        >
          {t("send.done")}
        </Button>
        <p className={classes.quiet}>{t("send.consequence")}</p>
      </form>
    </div>
  );
}
