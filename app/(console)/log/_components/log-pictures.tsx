"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type FingerprintInput, publicPictureKinds } from "@/lib/domain/fingerprints/fingerprint-input";
import { PictureField } from "@/lib/ui/fingerprints/picture-field";
import classes from "./answer-panel.module.css";

interface LogPicturesProps {
  /** The question about age has a clear no. */
  isOffered: boolean;
  /** How many accounts the form is about. */
  count: number;
}

/** The fingerprints that go with the report of one account; no picture does. A doubt about age takes them away again. */
export function LogPictures({ isOffered, count }: LogPicturesProps) {
  const t = useTranslations("fingerprints");
  return (
    <div className={classes.question}>
      <div className={classes.head}>
        <p className={classes.title}>{t("ofAccount")}</p>
        <span>{t("optional")}</span>
      </div>
      {!isOffered ? <p className={classes.hint}>{t("afterAge")}</p> : null}
      {isOffered && count > 1 ? <p className={classes.hint}>{t("several")}</p> : null}
      {isOffered && count <= 1 ? <Pictures /> : null}
    </div>
  );
}

function Pictures() {
  const t = useTranslations("fingerprints");
  const [taken, setTaken] = useState<readonly FingerprintInput[]>([]);
  const add = (one: FingerprintInput) => setTaken((before) => [...before.filter(({ kind }) => kind !== one.kind), one]);
  return (
    <>
      <input type="hidden" name="fingerprints" value={JSON.stringify(taken)} />
      <PictureField name="pictureKind" kinds={publicPictureKinds} onTaken={add} />
      {taken.map(({ kind, quality }) => (
        <p key={kind} className={classes.hint}>
          <span>
            {t(`kind.${kind}`)}, {t("quality", { quality })}
          </span>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t("removeOf", { kind: t(`kind.${kind}`) })}
            onClick={() => setTaken((before) => before.filter((one) => one.kind !== kind))}
          >
            {t("remove")}
          </Button>
        </p>
      ))}
    </>
  );
}
