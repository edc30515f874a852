"use client";

import { Button, Textarea } from "@mantine/core";
import { IconFileCertificate } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { hintBelow } from "@/lib/ui/hint-below";
import classes from "./verify.module.css";

export interface ChosenFile {
  readonly name: string;
  readonly text: string;
}

interface EvidenceFieldProps {
  file: ChosenFile | null;
  pasted: string;
  onFile: (file: ChosenFile | null) => void;
  onPaste: (text: string) => void;
}

const longestFile = 64_000_000;

/** A file is read where it is, in the browser; choosing one is enough to have it checked. */
export function EvidenceField({ file, pasted, onFile, onPaste }: EvidenceFieldProps) {
  const t = useTranslations("verify.evidence");
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [isRefused, setIsRefused] = useState(false);

  async function take(chosen: File | undefined): Promise<void> {
    if (!chosen) return;
    setIsRefused(false);
    try {
      if (chosen.size > longestFile) throw new RangeError("longer than any evidence");
      onFile({ name: chosen.name, text: await chosen.text() });
    } catch {
      onFile(null);
      setIsRefused(true);
    } finally {
      if (input.current) input.current.value = "";
    }
  }

  return (
    <div className={classes.fields}>
      <div
        className={classes.drop}
        data-over={isOver || undefined}
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
        <IconFileCertificate size={28} stroke={1.5} aria-hidden="true" />
        <p className={classes.chosen}>
          {file ? (
            <>
              <span className="visually-hidden">{t("chosen")} </span>
              {file.name}
            </>
          ) : (
            t("lead")
          )}
        </p>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          accept=".json,.txt,.tlog-proof,application/json,text/plain"
          aria-label={t("choose")}
          tabIndex={-1}
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {file ? (
          <Button variant="default" onClick={() => onFile(null)}>
            {t("remove")}
          </Button>
        ) : (
          <Button variant="default" onClick={() => input.current?.click()}>
            {t("choose")}
          </Button>
        )}
      </div>
      {isRefused ? (
        <p role="alert" className={classes.refused}>
          {t("unreadable")}
        </p>
      ) : null}
      {file ? null : (
        <Textarea
          {...hintBelow}
          classNames={{ input: classes.mono }}
          label={t("paste")}
          description={t("pasteHint")}
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          autoComplete="off"
          value={pasted}
          onChange={(event) => onPaste(event.currentTarget.value)}
        />
      )}
    </div>
  );
}
