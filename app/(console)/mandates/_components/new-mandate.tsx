"use client";

import { Button, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { hintBelow } from "@/lib/ui/hint-below";
import { Panel } from "@/lib/ui/panel";
import { useRun } from "@/lib/ui/use-run";
import { create } from "../actions";
import classes from "./mandates.module.css";

export function NewMandate() {
  const t = useTranslations("mandates.new");
  const { run, isBusy, problem } = useRun();
  const [label, setLabel] = useState("");
  const [authenticUrl, setUrl] = useState("");
  return (
    <Panel title={t("title")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => create({ label, authenticUrl })).then((isDone) => {
            if (!isDone) return;
            setLabel("");
            setUrl("");
          });
        }}
      >
        <TextInput
          {...hintBelow}
          label={t("label")}
          description={t("labelHint")}
          required
          maxLength={80}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <TextInput
          label={t("url")}
          required
          maxLength={2000}
          inputMode="url"
          value={authenticUrl}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        {problem}
        <Button type="submit" loading={isBusy}>
          {t("create")}
        </Button>
      </form>
    </Panel>
  );
}
