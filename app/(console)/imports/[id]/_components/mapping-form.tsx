"use client";

import { Button, Checkbox, NativeSelect, Radio } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { ageAnswers, platformIds, tracks } from "@/lib/domain/case/vocabulary";
import { importFields, lacksOf, type ImportField, type ImportOptions } from "@/lib/domain/import/mapping";
import type { ImportDetail } from "@/lib/queries/get-import";
import { ActionError } from "@/lib/ui/action-error";
import type { ImportPreview } from "@/lib/usecases/preview-import";
import { previewImportAction, startImportAction } from "../../actions";
import classes from "../../_components/imports.module.css";
import { useFieldName } from "./import-words";
import { PreviewTable } from "./preview-table";

interface MappingFormProps {
  detail: ImportDetail;
  firstPreview: ImportPreview;
  mayBringHistory: boolean;
}

const historyFields: readonly ImportField[] = ["state", "notified_on", "outcome", "informed_on"];

/** What each column means, what has no column, and what to do with bad rows; the first rows show at once what comes of it. */
export function MappingForm({ detail, firstPreview, mayBringHistory }: MappingFormProps) {
  const t = useTranslations("imports");
  const words = useTranslations("vocabulary");
  const nameOf = useFieldName();
  const [options, setOptions] = useState(detail.options);
  const [preview, setPreview] = useState(firstPreview);
  const [result, setResult] = useState<Awaited<ReturnType<typeof startImportAction>>>({});
  const [isBusy, startTransition] = useTransition();
  const lacks = lacksOf(options);
  const fields = importFields.filter((field) => mayBringHistory || !historyFields.includes(field));

  function settle(next: ImportOptions): void {
    setOptions(next);
    startTransition(async () => {
      const read = await previewImportAction({ id: detail.id, options: next });
      if (read.data) setPreview(read.data);
    });
  }
  const begin = (isDryRun: boolean) =>
    startTransition(async () =>
      setResult(await startImportAction({ id: detail.id, options: { ...options, isDryRun } })),
    );
  const setField = (column: number, field: ImportField | null) =>
    settle({
      ...options,
      mapping: firstPreview.headers.map((_, index) => (index === column ? field : (options.mapping[index] ?? null))),
    });
  const constant = (name: keyof ImportOptions["constants"], value: string) =>
    settle({ ...options, constants: { ...options.constants, [name]: value === "" ? null : value } });

  return (
    <form className={classes.form} onSubmit={(event) => event.preventDefault()}>
      <fieldset className={classes.fieldset}>
        <legend className={classes.legend}>{t("mapping.title")}</legend>
        <div className={classes.columns}>
          {firstPreview.headers.map((header, column) => (
            <NativeSelect
              key={`${column} ${header}`}
              label={header === "" ? t("mapping.unnamed", { column: column + 1 }) : header}
              value={options.mapping[column] ?? ""}
              onChange={(event) => setField(column, (event.target.value || null) as ImportField | null)}
              data={[
                { value: "", label: t("mapping.ignored") },
                ...fields.map((field) => ({ value: field, label: nameOf(field) })),
              ]}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className={classes.fieldset}>
        <legend className={classes.legend}>{t("constants.title")}</legend>
        <div className={classes.fields}>
          <NativeSelect
            label={t("constants.track")}
            value={options.constants.track ?? ""}
            error={lacks.includes("track") ? t("constants.needed") : undefined}
            onChange={(event) => constant("track", event.target.value)}
            data={[
              { value: "", label: t("constants.none") },
              ...tracks.map((track) => ({ value: track, label: words(`track.${track}.full`) })),
            ]}
          />
          <NativeSelect
            label={t("constants.age")}
            value={options.constants.ageAnswer ?? ""}
            error={lacks.includes("ageAnswer") ? t("constants.needed") : undefined}
            onChange={(event) => constant("ageAnswer", event.target.value)}
            data={[
              { value: "", label: t("constants.none") },
              ...ageAnswers.map((answer) => ({ value: answer, label: t(`age.${answer}`) })),
            ]}
          />
          <NativeSelect
            label={t("constants.platform")}
            value={options.constants.platform ?? ""}
            error={lacks.includes("platform") ? t("constants.needed") : undefined}
            onChange={(event) => constant("platform", event.target.value)}
            data={[
              { value: "", label: t("constants.none") },
              ...platformIds.map((id) => ({ value: id, label: words(`platform.${id}`) })),
            ]}
          />
        </div>
      </fieldset>
      <Radio.Group
        label={t("onError.title")}
        value={options.onError}
        onChange={(value) => setOptions({ ...options, onError: value })}
      >
        <div className={classes.actions}>
          <Radio value="skip" label={t("onError.skip")} />
          <Radio value="stop" label={t("onError.stop")} />
        </div>
      </Radio.Group>
      <Checkbox
        label={t("monthFirst")}
        checked={options.isMonthFirst}
        onChange={(event) => settle({ ...options, isMonthFirst: event.currentTarget.checked })}
      />
      <PreviewTable preview={preview} isBusy={isBusy} />
      {lacks.includes("address") ? <p className={classes.bad}>{t("mapping.noAddress")}</p> : null}
      <ActionError result={result} />
      <div className={classes.actions}>
        <Button variant="filled" disabled={lacks.length > 0} loading={isBusy} onClick={() => begin(false)}>
          {t("start", { rows: detail.totalRows })}
        </Button>
        <Button variant="default" disabled={lacks.length > 0 || isBusy} onClick={() => begin(true)}>
          {t("try")}
        </Button>
      </div>
    </form>
  );
}
