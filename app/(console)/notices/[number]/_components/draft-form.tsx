"use client";

import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { NoticeKind } from "@/lib/domain/case/vocabulary";
import type { NoticeEdit } from "@/lib/domain/notices/notice-edit";
import type { NoticeLanguage } from "@/lib/domain/notices/notice-input";
import { routes } from "@/lib/routes";
import { hintBelow } from "@/lib/ui/hint-below";
import { useRun } from "@/lib/ui/use-run";
import { discard, edit } from "../../actions";
import classes from "./notice-screen.module.css";

interface DraftFormProps {
  notice: {
    number: number;
    version: number;
    kind: NoticeKind;
    language: NoticeLanguage;
    channelId: string;
    ruleCited: string;
    explanation: string;
    legalGrounds: string[];
    withheldNames: string[];
  };
  /** What a report under the recipient's own rules is called, and the field for the rule: both depend on who it is. */
  words: { terms: string; rule: string };
  channels: { id: string; name: string; takes: Record<NoticeKind, boolean> }[];
  rules: string[];
  grounds: { code: string; label: string; note: string | null }[];
  isArticle16Open: boolean;
  why: string;
}

const kinds = ["terms_report", "illegal_content_notice"] as const;

/** What people write of a notice. Each change is kept at once and the preview is built anew from it. */
export function DraftForm({ notice, words, channels, rules, grounds, isArticle16Open, why }: DraftFormProps) {
  const t = useTranslations("notices");
  const fit = useTranslations("fit.flags");
  const router = useRouter();
  const { run, isBusy, problem } = useRun();
  const { number, version, kind } = notice;
  const [explanation, setExplanation] = useState(notice.explanation);
  const [rule, setRule] = useState(notice.ruleCited);
  const [names, setNames] = useState(notice.withheldNames.join("\n"));
  const listed = names.split("\n").flatMap((name) => (name.trim().length < 2 ? [] : name.trim()));
  useEffect(() => setExplanation(notice.explanation), [notice.explanation]);
  useEffect(() => setRule(notice.ruleCited), [notice.ruleCited]);
  const keep = (change: NoticeEdit) => void run(() => edit({ number, version, edit: change }));
  const turn = (to: NoticeKind) => {
    const takes = channels.find((channel) => channel.id === notice.channelId)?.takes[to];
    const other = channels.find((channel) => channel.takes[to]);
    if (to !== kind) keep({ kind: to, ...(!takes && other && { channelId: other.id }) });
  };
  const isDirty =
    explanation !== notice.explanation ||
    rule !== notice.ruleCited ||
    listed.join("\n") !== notice.withheldNames.join("\n");
  return (
    <form
      className={classes.draft}
      onSubmit={(event) => {
        event.preventDefault();
        keep({ explanation, ruleCited: rule, withheldNames: listed });
      }}
    >
      <fieldset className={classes.kinds}>
        <legend className="visually-hidden">{t("kind.legend")}</legend>
        {kinds.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="kind"
              checked={kind === one}
              disabled={isBusy || (one === "illegal_content_notice" && !isArticle16Open)}
              onChange={() => turn(one)}
            />
            <span>{one === "terms_report" ? words.terms : t(`kind.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <p className={classes.quiet}>{why}</p>
      <NativeSelect
        label={t("form.desk")}
        value={notice.channelId}
        data={channels
          .filter((channel) => channel.takes[kind] || channel.id === notice.channelId)
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => keep({ channelId: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("form.language")}
        value={notice.language}
        data={[
          { value: "en", label: "English" },
          { value: "fr", label: "Français" },
        ]}
        onChange={(event) => keep({ language: event.currentTarget.value as NoticeLanguage })}
      />
      <TextInput
        label={words.rule}
        value={rule}
        maxLength={500}
        list="rules"
        onChange={(event) => setRule(event.currentTarget.value)}
      />
      <datalist id="rules">
        {rules.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Textarea
        label={t("form.explanation")}
        description={t("form.count", { length: [...explanation].length })}
        value={explanation}
        maxLength={10_000}
        autosize
        minRows={4}
        maxRows={16}
        onChange={(event) => setExplanation(event.currentTarget.value)}
      />
      <Textarea
        {...hintBelow}
        label={fit("names")}
        description={fit("namesHint")}
        value={names}
        maxLength={4000}
        autosize
        minRows={1}
        maxRows={8}
        spellCheck={false}
        onChange={(event) => setNames(event.currentTarget.value)}
      />
      {kind === "illegal_content_notice" ? (
        <fieldset className={classes.grounds}>
          <legend>{t("form.grounds")}</legend>
          {grounds.map(({ code, label, note }) => (
            <label key={code}>
              <input
                type="checkbox"
                checked={notice.legalGrounds.includes(code)}
                disabled={isBusy || !isArticle16Open}
                onChange={(event) => {
                  const rest = notice.legalGrounds.filter((one) => one !== code);
                  keep({
                    legalGrounds: (event.currentTarget.checked ? [...rest, code] : rest) as NonNullable<
                      NoticeEdit["legalGrounds"]
                    >,
                  });
                }}
              />
              <span>
                {label}
                {note === null ? null : <small>{note}</small>}
              </span>
            </label>
          ))}
        </fieldset>
      ) : null}
      {problem}
      <div className={classes.actions}>
        <Button type="submit" variant="default" disabled={!isDirty} loading={isBusy}>
          {t("form.save")}
        </Button>
        <Button
          variant="subtle"
          disabled={isBusy}
          onClick={() =>
            void run(
              () => discard({ number, version }),
              () => router.push(routes.notices()),
            )
          }
        >
          {t("form.discard")}
        </Button>
      </div>
    </form>
  );
}
