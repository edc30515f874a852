"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { AgeAnswer } from "@/lib/domain/case/vocabulary";
import {
  addableKinds,
  type FingerprintInput,
  fingerprintSchema,
  publicPictureKinds,
} from "@/lib/domain/fingerprints/fingerprint-input";
import type { CaseFingerprints } from "@/lib/queries/get-fingerprints";
import { AgeQuestion } from "@/lib/ui/age-question";
import { PictureField } from "@/lib/ui/fingerprints/picture-field";
import { Panel } from "@/lib/ui/panel";
import { useRun } from "@/lib/ui/use-run";
import { safeguard } from "../actions";
import { add, remove } from "../fingerprint-actions";
import classes from "./fingerprint-panel.module.css";

/** Which pictures of the account are compared with others: their fingerprints, never the pictures. */
export function FingerprintPanel({ caseId, pictures }: { caseId: string; pictures: CaseFingerprints }) {
  const t = useTranslations("fingerprints");
  const { run, isBusy, problem } = useRun();
  const [isAdding, setAdding] = useState(false);
  return (
    <Panel variant="section" title={t("title")}>
      {pictures.kept.length === 0 ? <p className={classes.quiet}>{t("none")}</p> : null}
      <ul className={classes.list}>
        {pictures.kept.map(({ id, kind, quality, isCompared, mayRemove }) => (
          <li key={id} className={classes.row}>
            <span>
              <span className={classes.name}>{t(`kind.${kind}`)}</span>
              {", "}
              {t(isCompared ? "quality" : "notCompared", { quality })}
            </span>
            {mayRemove ? (
              <Button
                size="compact-sm"
                variant="subtle"
                disabled={isBusy}
                aria-label={t("removeOf", { kind: t(`kind.${kind}`) })}
                onClick={() => void run(() => remove({ id: caseId, fingerprintId: id }))}
              >
                {t("remove")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {problem}
      {pictures.mayAdd && !isAdding ? (
        <Button size="compact-sm" variant="default" className={classes.add} onClick={() => setAdding(true)}>
          {t("add")}
        </Button>
      ) : null}
      {isAdding ? <AddForm caseId={caseId} hasMandate={pictures.hasMandate} onEnd={() => setAdding(false)} /> : null}
    </Panel>
  );
}

interface AddFormProps {
  caseId: string;
  hasMandate: boolean;
  onEnd: () => void;
}

/** The question about age comes first; without a clear no there is no place to put a picture. */
function AddForm({ caseId, hasMandate, onEnd }: AddFormProps) {
  const t = useTranslations("fingerprints");
  const { run, isBusy, problem } = useRun();
  const [age, setAge] = useState<AgeAnswer | null>(null);
  const router = useRouter();
  const [isKnown, setKnown] = useState(false);

  async function keep(fingerprint: FingerprintInput) {
    const sent = fingerprintSchema.parse(fingerprint);
    setKnown(false);
    const adding = () => add({ id: caseId, ageAnswer: "no", fingerprint: sent });
    await run(adding, (data) => {
      if (data?.isNew !== true) return setKnown(true);
      router.refresh();
      onEnd();
    });
  }
  return (
    <div className={classes.form}>
      <AgeQuestion name="pictureAge" value={age} onChange={setAge} doubt={t("doubt")} isDisabled={isBusy} />
      {age === "no" ? (
        <>
          <PictureField
            name="casePictureKind"
            kinds={hasMandate ? addableKinds : publicPictureKinds}
            onTaken={(fingerprint) => void keep(fingerprint)}
          />
          {hasMandate ? null : <p className={classes.quiet}>{t("needsMandate")}</p>}
        </>
      ) : null}
      {age === "yes" || age === "unsure" ? (
        <Button color="red" loading={isBusy} onClick={() => void run(() => safeguard({ id: caseId }))}>
          {t("toLane")}
        </Button>
      ) : null}
      {isKnown ? (
        <p role="status" className={classes.quiet}>
          {t("known")}
        </p>
      ) : null}
      {problem}
      <Button size="compact-sm" variant="subtle" onClick={onEnd}>
        {t("cancel")}
      </Button>
    </div>
  );
}
