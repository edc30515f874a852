"use client";

import { NumberInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { MatchedNotice } from "@/lib/queries/match-answer";
import { useRecipientName } from "@/lib/ui/recipient";
import classes from "./answer.module.css";

interface NoticeChoiceProps {
  notices: readonly MatchedNotice[];
  number: number | "";
  onChange: (number: number | "") => void;
}

/** Which notice an answer is about: one of those that it names, or the number that somebody gives. */
export function NoticeChoice({ notices, number, onChange }: NoticeChoiceProps) {
  const t = useTranslations("ledger.answer");
  const recipientName = useRecipientName();
  return notices.length === 0 ? (
    <>
      <p className={classes.warning} role="status">
        {t("none")}
      </p>
      <NumberInput
        label={t("number")}
        value={number}
        min={1}
        allowDecimal={false}
        hideControls
        required
        onChange={(value) => onChange(typeof value === "number" ? value : "")}
      />
    </>
  ) : (
    <fieldset className={classes.notices}>
      <legend>{t("notice")}</legend>
      {notices.map((one) => (
        <label key={one.number}>
          <input type="radio" name="notice" checked={number === one.number} onChange={() => onChange(one.number)} />
          <span>
            {one.number}, {recipientName(one)}
            <small>
              {t(`by.${one.by}`)} · {t("cases", { count: one.cases.length })} ({one.cases.slice(0, 6).join(", ")})
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
