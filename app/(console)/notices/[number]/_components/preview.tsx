"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { NoticeFormat } from "@/lib/domain/notices/notice-input";
import { routes } from "@/lib/routes";
import { CopyButton } from "@/lib/ui/copy-button";
import classes from "./notice-screen.module.css";

interface PreviewProps {
  number: number;
  forms: { format: NoticeFormat; text: string | null; sha256: string }[];
  names: Record<string, string>;
  isDraft: boolean;
  isImported: boolean;
  hiddenCases: number;
}

/** The very bytes of each form, as text where it is one. */
export function Preview({ number, forms, names, isDraft, isImported, hiddenCases }: PreviewProps) {
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
          {shown.text === null ? <p className={classes.quiet}>{t("paper")}</p> : <pre tabIndex={0}>{shown.text}</pre>}
          <p>
            <span className={classes.sha}>{isDraft ? t("willFreeze") : t("sha", { sha: shown.sha256 })}</span>
            {shown.text === null ? null : (
              <CopyButton value={shown.text} what={names[shown.format] ?? ""} variant="button" />
            )}
            <a href={routes.noticeFile(number, shown.format)} download>
              {t("download")}
            </a>
          </p>
        </div>
      )}
    </section>
  );
}
