"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ImportDetail } from "@/lib/queries/get-import";
import { ActionError } from "@/lib/ui/action-error";
import { JobCard } from "@/lib/ui/job-card";
import type { ImportPreview } from "@/lib/usecases/preview-import";
import { cancelImportAction } from "../../actions";
import classes from "../../_components/imports.module.css";
import { MappingForm } from "./mapping-form";
import { ProblemTable } from "./problem-table";

interface ImportScreenProps {
  detail: ImportDetail;
  preview: ImportPreview | null;
  mayBringHistory: boolean;
}

/** Settle, watch, read what became of it; the page may be left and come back to at any time. */
export function ImportScreen({ detail, preview, mayBringHistory }: ImportScreenProps) {
  const t = useTranslations("imports");
  const router = useRouter();
  const [result, setResult] = useState<Awaited<ReturnType<typeof cancelImportAction>>>({});
  const isLive = detail.status === "queued" || detail.status === "running";

  useEffect(() => {
    if (!isLive) return;
    const timer = setInterval(() => router.refresh(), 1000);
    return () => clearInterval(timer);
  }, [isLive, router]);

  const { status } = detail;
  return (
    <>
      {status === "uploaded" ? null : (
        <div className={classes.job}>
          <JobCard
            title={detail.isDryRun ? t("job.try") : t("job.import")}
            state={status}
            done={detail.nextRow}
            total={detail.totalRows}
            failures={detail.refusedCount}
            actions={
              isLive ? (
                <Button variant="default" onClick={async () => setResult(await cancelImportAction({ id: detail.id }))}>
                  {t("cancel")}
                </Button>
              ) : null
            }
          />
          <ActionError result={result} />
          <Failure marker={detail.failure} />
          <p className={classes.counts} role="status">
            {(["created", "joined", "known", "refused"] as const).map((name) => (
              <span key={name}>
                <strong>{detail[`${name}Count`]}</strong> {t(`count.${name}`)}
              </span>
            ))}
          </p>
          {detail.isDryRun && status === "done" ? <p className={classes.hint}>{t("tried")}</p> : null}
        </div>
      )}
      {detail.problems.length === 0 ? null : <ProblemTable problems={detail.problems} next={detail.nextProblems} />}
      {preview === null ? null : (
        <MappingForm key={status} detail={detail} firstPreview={preview} mayBringHistory={mayBringHistory} />
      )}
    </>
  );
}

/** Why an import stopped: a marker of ours, or the reason of an error. */
function Failure({ marker }: { marker: string | null }) {
  const t = useTranslations("imports.failure");
  const errors = useTranslations("errors.reason");
  if (marker === null) return null;
  const own = marker as "bad_rows";
  const shared = marker as "form";
  return <p className={classes.bad}>{t.has(own) ? t(own) : errors.has(shared) ? errors(shared) : marker}</p>;
}
