"use client";

import { Button } from "@mantine/core";
import { IconFileTypeCsv } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { ToldError } from "@/lib/domain/errors";
import { routes } from "@/lib/routes";
import { ActionError } from "@/lib/ui/action-error";
import classes from "./imports.module.css";

type Answer = { id: string } | { error: ToldError };

async function send(file: File): Promise<Answer> {
  const headers = { "x-file-name": encodeURIComponent(file.name), "content-type": "application/octet-stream" };
  const response = await fetch("/api/imports", { method: "POST", headers, body: file });
  return (await response.json()) as Answer;
}

/** Choosing or dropping a file sends it; nothing is imported before its columns were looked at. */
export function UploadForm() {
  const t = useTranslations("imports");
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<ToldError>();

  async function take(file: File | undefined): Promise<void> {
    if (!file || isSending) return;
    setIsSending(true);
    setError(undefined);
    try {
      const answer = await send(file);
      if ("id" in answer) router.push(routes.import(answer.id));
      else setError(answer.error);
    } catch {
      setError({ code: "unavailable", reason: "network", details: {} });
    } finally {
      setIsSending(false);
      if (input.current) input.current.value = "";
    }
  }

  return (
    <section
      className={classes.drop}
      data-over={isOver || undefined}
      aria-label={t("upload.label")}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        void take(event.dataTransfer.files[0]);
      }}
    >
      <IconFileTypeCsv size={28} stroke={1.5} aria-hidden="true" />
      <div>
        <p className={classes.lead}>{t("upload.lead")}</p>
        <p className={classes.hint}>{t("upload.hint")}</p>
      </div>
      <input
        ref={input}
        id="import-file"
        className="visually-hidden"
        type="file"
        accept=".csv,.tsv,.txt,.jsonl,.ndjson,text/csv,text/plain,application/json"
        aria-label={t("upload.choose")}
        tabIndex={-1}
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <Button loading={isSending} onClick={() => input.current?.click()}>
        {t("upload.choose")}
      </Button>
      <ActionError result={{ serverError: error }} />
    </section>
  );
}
