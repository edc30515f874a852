"use client";

import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { leastQuality, type FingerprintInput, type PictureKind } from "@/lib/domain/fingerprints/fingerprint-input";
import { PillChoice } from "../pill-choice";
import classes from "./picture-field.module.css";
import { fingerprintFile, PictureRefused, type PictureRefusal } from "./use-fingerprint";

interface PictureFieldProps {
  /** The radios' name; one field per name on the page. */
  name: string;
  kinds: readonly [PictureKind, ...PictureKind[]];
  onTaken: (fingerprint: FingerprintInput) => void;
}

/** Takes a picture by choice, drop or paste, computes its fingerprint at once and lets go of it: nothing of it is shown or sent. */
export function PictureField({ name, kinds, onTaken }: PictureFieldProps) {
  const t = useTranslations("fingerprints");
  const [kind, setKind] = useState<PictureKind>(kinds[0]);
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const [refused, setRefused] = useState<PictureRefusal | null>(null);
  const [taken, setTaken] = useState<FingerprintInput | null>(null);
  const file = useRef<HTMLInputElement>(null);

  async function take(picture: File | undefined) {
    if (picture === undefined) return;
    setBusy(true);
    setRefused(null);
    setTaken(null);
    try {
      const fingerprint = { kind, ...(await fingerprintFile(picture)) };
      setTaken(fingerprint);
      onTaken(fingerprint);
    } catch (error) {
      setRefused(error instanceof PictureRefused ? error.reason : "not_readable");
    } finally {
      setBusy(false);
    }
  }
  usePastedPicture((picture) => void take(picture));

  return (
    <div
      className={classes.zone}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer.files[0]);
      }}
    >
      <p className={classes.hint}>{t("about")}</p>
      <PillChoice
        name={name}
        label={t("which")}
        choices={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        onChoose={setKind}
      />
      <Button
        variant="default"
        loading={isBusy}
        leftSection={<IconFingerprint size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => file.current?.click()}
      >
        {t("choose")}
      </Button>
      <input
        ref={file}
        type="file"
        accept="image/*"
        hidden
        aria-label={t("choose")}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <p className={classes.hint}>{t("zone")}</p>
      <div role="status">
        {isBusy ? <p className={classes.said}>{t("busy")}</p> : null}
        {refused === null ? null : <p className={classes.refused}>{t(`refused.${refused}`)}</p>}
        {taken === null ? null : (
          <p className={classes.said}>
            {taken.quality < leastQuality
              ? t("poor", { quality: taken.quality })
              : t("taken", { start: taken.pdq.slice(0, 8), quality: taken.quality })}
          </p>
        )}
      </div>
    </div>
  );
}

/** A picture that is pasted anywhere on the page; text goes where it always went. */
function usePastedPicture(take: (picture: File) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const hear = (event: ClipboardEvent) => {
      const picture = event.clipboardData?.files[0];
      if (!picture?.type.startsWith("image/")) return;
      event.preventDefault();
      latest.current(picture);
    };
    document.addEventListener("paste", hear);
    return () => document.removeEventListener("paste", hear);
  }, []);
}
