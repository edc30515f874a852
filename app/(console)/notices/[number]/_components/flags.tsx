"use client";

import { Button, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Flag, type KeptFlag, leastBecause, mostBecause } from "@/lib/domain/notices/third-party-choices";
import { hintBelow } from "@/lib/ui/hint-below";
import { Icon } from "@/lib/ui/icon";
import classes from "./notice-screen.module.css";

interface FlagsProps {
  spans: (Flag & { sentence: string })[];
  texts: Record<Flag["field"], string>;
  kept: KeptFlag[];
  isBusy: boolean;
  onMask: (flag: Flag) => void;
  onKeep: (flag: KeptFlag) => void;
  onTakeBack: (text: string) => void;
}

/** How much of the text is shown on either side, so that one knows which place is meant. */
const around = 32;

/** Somebody else's data in the text, each in its place: masked, or let stand for a reason that is kept. */
export function Flags({ spans, texts, kept, isBusy, onMask, onKeep, onTakeBack }: FlagsProps) {
  const t = useTranslations("fit.flags");
  if (spans.length === 0) return null;
  return (
    <section aria-label={t("title", { count: spans.length })}>
      <ul className={classes.flags}>
        {spans.map((flag) => {
          const because = kept.find((one) => one.text === flag.text)?.because;
          const text = texts[flag.field];
          return (
            <li key={`${flag.field}.${String(flag.start)}`}>
              <p className={classes.warning}>
                <Icon name="state-draft" size={14} /> {flag.sentence} <small>{t(`in.${flag.field}`)}</small>
              </p>
              <p className={classes.place}>
                {flag.start > around ? "…" : ""}
                {text.slice(Math.max(0, flag.start - around), flag.start)}
                <mark>{flag.text}</mark>
                {text.slice(flag.end, flag.end + around)}
                {flag.end + around < text.length ? "…" : ""}
              </p>
              {because === undefined ? (
                <Decide flag={flag} isBusy={isBusy} onMask={onMask} onKeep={onKeep} />
              ) : (
                <p className={classes.quiet}>
                  {t("kept", { because })}{" "}
                  <button type="button" className={classes.link} onClick={() => onTakeBack(flag.text)}>
                    {t("again")}
                  </button>
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Decide({ flag, isBusy, onMask, onKeep }: { flag: Flag } & Pick<FlagsProps, "isBusy" | "onMask" | "onKeep">) {
  const t = useTranslations("fit.flags");
  const [isStaying, setStaying] = useState(false);
  const [because, setBecause] = useState("");
  return (
    <>
      <p>
        <button type="button" className={classes.link} disabled={isBusy} onClick={() => onMask(flag)}>
          {t("mask")}
        </button>{" "}
        <button type="button" className={classes.link} aria-expanded={isStaying} onClick={() => setStaying(!isStaying)}>
          {t("stays")}
        </button>
      </p>
      {isStaying ? (
        <div className={classes.done}>
          <TextInput
            {...hintBelow}
            label={t("because")}
            description={t("hint")}
            value={because}
            maxLength={mostBecause}
            onChange={(event) => setBecause(event.currentTarget.value)}
          />
          <Button
            variant="default"
            size="compact-sm"
            disabled={because.trim().length < leastBecause}
            onClick={() => onKeep({ text: flag.text, because: because.trim() })}
          >
            {t("keep")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
