"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { NoticeKind } from "@/lib/domain/case/vocabulary";
import type { NoticeFormat } from "@/lib/domain/notices/notice-input";
import { type Flag, type KeptFlag, sortFlags } from "@/lib/domain/notices/third-party-choices";
import { maskSpan } from "@/lib/domain/notices/third-party-data";
import { routes } from "@/lib/routes";
import { useRun } from "@/lib/ui/use-run";
import { edit, send } from "../../actions";
import type { NoticeView } from "@/lib/queries/get-notice";
import { ApiForm } from "./api-form";
import { Flags } from "./flags";
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
    /** Whether its reader is told of the accounts, so that sending moves their cases. */
    isTold: boolean;
  };
  /** Where the desk can send it by a service's interface. */
  api: NoticeView["api"];
  isComplete: boolean;
  spans: (Flag & { sentence: string })[];
  texts: { tick: string; warning: string };
  formats: { value: NoticeFormat; label: string }[];
}

/** The last step: third persons' data decided, good faith said, the desk's form opened, the reference brought back. */
export function SendForm({ notice, api, isComplete, spans, texts, formats }: SendFormProps) {
  const t = useTranslations("notices");
  const fit = useTranslations("fit");
  const { run, isBusy, problem } = useRun();
  const [kept, setKept] = useState<KeptFlag[]>([]);
  const [reference, setReference] = useState("");
  const [format, setFormat] = useState<NoticeFormat>(notice.isMail ? "eml" : "form_text");
  const { number, version } = notice;
  const isByApi = api !== null && api.lacking.length === 0;
  const isReady = isComplete && sortFlags(spans, kept).undecided.length === 0;
  return (
    <div className={classes.send}>
      <Flags
        spans={spans}
        texts={notice}
        kept={kept}
        isBusy={isBusy}
        onKeep={(flag) => setKept([...kept.filter((one) => one.text !== flag.text), flag])}
        onTakeBack={(text) => setKept(kept.filter((one) => one.text !== text))}
        onMask={(span) =>
          void run(() => edit({ number, version, edit: { [span.field]: maskSpan(notice[span.field], span) } }))
        }
      />
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
      {api === null ? null : (
        <ApiForm
          notice={notice}
          api={api}
          form={formats.find(({ value: one }) => one === api.service)?.label ?? api.service}
          kept={kept}
          isReady={isReady}
        />
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
          variant={isByApi || (notice.isMail && notice.hasServer) ? "default" : "filled"}
          disabled={!isReady}
          loading={isBusy}
        >
          {t("send.done")}
        </Button>
        <p className={classes.quiet}>{notice.isTold ? t("send.consequence") : fit("consequence")}</p>
      </form>
    </div>
  );
}
