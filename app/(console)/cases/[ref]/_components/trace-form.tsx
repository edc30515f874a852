"use client";

import { Button, Group, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { urlLengthAtMost } from "@/lib/domain/traces/trace";
import { ActionError } from "@/lib/ui/action-error";
import { defang } from "@/lib/ui/defang";
import { TraceDialog } from "./trace-dialog";
import classes from "./trace-panel.module.css";
import { useTrace } from "./use-trace";

/** A link, typed or taken from the reports; asked about once before anything is opened. */
export function TraceForm({ number, suggested }: { number: number; suggested: readonly string[] }) {
  const t = useTranslations("traces");
  const [link, setLink] = useState(suggested[0] ?? "");
  const [isAsking, setAsking] = useState(false);
  const { start, stop, state, error } = useTrace(number);
  const isRunning = state === "running";

  async function confirm(isAcknowledged: boolean) {
    setAsking(false);
    if (await start({ url: link.trim(), isAcknowledged })) setLink("");
  }

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (link.trim() !== "") setAsking(true);
      }}
    >
      <TextInput
        label={t("link")}
        description={t("linkHint")}
        value={link}
        maxLength={urlLengthAtMost}
        disabled={isRunning}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: classes.mono ?? "" }}
        onChange={(event) => setLink(event.currentTarget.value)}
      />
      {suggested.length === 0 ? null : (
        <ul className={classes.chips} aria-label={t("suggested")}>
          {suggested.map((one) => (
            <li key={one}>
              <button
                type="button"
                className={classes.suggestion}
                disabled={isRunning}
                aria-label={t("use", { link: defang(one) })}
                onClick={() => setLink(one)}
              >
                {defang(one)}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Group gap="sm">
        <Button type="submit" variant="default" disabled={link.trim() === ""} loading={isRunning}>
          {t("start")}
        </Button>
        {isRunning ? (
          <Button variant="subtle" onClick={stop}>
            {t("stop")}
          </Button>
        ) : null}
      </Group>
      <p role="status" className={classes.quiet}>
        {state === "idle" ? null : t(state)}
      </p>
      {error === null ? null : <ActionError result={{ serverError: error }} />}
      {isAsking ? (
        <TraceDialog link={link} onClose={() => setAsking(false)} onConfirm={(seen) => void confirm(seen)} />
      ) : null}
    </form>
  );
}
