"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import type { FormLack } from "@/lib/domain/notices/form-lacks";
import { isTextFormat, type NoticeFormat } from "@/lib/domain/notices/notice-input";
import { routes } from "@/lib/routes";
import { CopyButton } from "@/lib/ui/copy-button";
import classes from "./notice-screen.module.css";

interface PreviewProps {
  number: number;
  forms: { format: NoticeFormat; text: string | null; sha256: string | null }[];
  names: Record<string, string>;
  lacks: readonly FormLack[];
  isDraft: boolean;
  isImported: boolean;
  hiddenCases: number;
}

/** The very bytes of each form, as text where it is one; those that take a moment are made when somebody wants to see them. */
export function Preview({ number, forms, names, lacks, isDraft, isImported, hiddenCases }: PreviewProps) {
  const t = useTranslations("notices.preview");
  const [format, setFormat] = useState<NoticeFormat>("form_text");
  const shown = forms.find((form) => form.format === format) ?? forms[0];
  return (
    <section aria-labelledby="preview-title">
      <div className={classes.previewHead}>
        <h2 id="preview-title">{isDraft ? t("title") : t("frozen")}</h2>
        <div className={classes.tabs} role="group" aria-label={t("tabs")}>
          {forms.map((form) => (
            <button
              key={form.format}
              type="button"
              aria-pressed={form.format === shown?.format}
              onClick={() => setFormat(form.format)}
            >
              {names[form.format]}
            </button>
          ))}
        </div>
      </div>
      {hiddenCases > 0 ? <p className={classes.warning}>{t("hidden", { count: hiddenCases })}</p> : null}
      {isImported ? <p className={classes.quiet}>{t("none")}</p> : null}
      {shown === undefined ? null : (
        <div className={classes.paper}>
          {shown.text !== null ? (
            <pre tabIndex={0}>{shown.text}</pre>
          ) : isTextFormat(shown.format) ? (
            <OnDemand key={shown.format} number={number} format={shown.format} />
          ) : (
            <p className={classes.quiet}>{t("paper")}</p>
          )}
          <p>
            <span className={classes.sha}>
              {isDraft || shown.sha256 === null ? t("willFreeze") : t("sha", { sha: shown.sha256 })}
            </span>
            {shown.text === null ? null : (
              <CopyButton value={shown.text} what={names[shown.format] ?? ""} variant="button" />
            )}
            <a href={routes.noticeFile(number, shown.format)} download>
              {t("download")}
            </a>
          </p>
        </div>
      )}
      <Lacks lacks={lacks} names={names} />
    </section>
  );
}

function OnDemand({ number, format }: { number: number; format: NoticeFormat }) {
  const t = useTranslations("fit");
  const [text, setText] = useState<string | null>(null);
  const [step, setStep] = useState<"idle" | "busy" | "failed">("idle");
  const show = async () => {
    setStep("busy");
    try {
      const answer = await fetch(routes.noticeFile(number, format), { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      setText(await answer.text());
      setStep("idle");
    } catch {
      setStep("failed");
    }
  };
  if (text !== null) return <pre tabIndex={0}>{text}</pre>;
  return (
    <div className={classes.quiet}>
      {t("onDemand")}{" "}
      <Button variant="default" size="compact-sm" loading={step === "busy"} onClick={() => void show()}>
        {t("show")}
      </Button>
      {step === "failed" ? <span role="alert"> {t("showFailed")}</span> : null}
    </div>
  );
}

/** The forms that this notice cannot take, each with what it lacks and where that is mended. */
function Lacks({ lacks, names }: { lacks: readonly FormLack[]; names: Record<string, string> }) {
  const t = useTranslations("fit");
  if (lacks.length === 0) return null;
  return (
    <details className={classes.lacks}>
      <summary>{t("lacks")}</summary>
      <ul>
        {lacks.map(({ format, lack, cases }) => (
          <li key={format}>
            {t(`lack.${lack}`, { form: names[format] ?? format, cases: cases.join(", ") })}{" "}
            {lack === "organisation" ? <Link href={routes.settings()}>{t("toSettings")}</Link> : null}
            {lack === "account_did" || lack === "account_address" || lack === "no_host"
              ? cases.slice(0, 5).map((one) => (
                  <Link key={one} href={routes.case(one)}>
                    {t("toCase", { number: String(one) })}{" "}
                  </Link>
                ))
              : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
