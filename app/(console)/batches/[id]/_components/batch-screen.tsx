"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { BatchDetail } from "@/lib/queries/get-batch";
import { JobCard } from "@/lib/ui/job-card";
import { useRun } from "@/lib/ui/use-run";
import classes from "../../_components/batches.module.css";
import { cancel, resume } from "../../actions";
import { BundleFile } from "./bundle-file";
import { MadeNotices } from "./made-notices";
import { PlanForm } from "./plan-form";
import { RefusedTable } from "./refused-table";

/** Say what is to be made, watch, read what became of it; the page may be left and come back to at any time. */
export function BatchScreen({ batch }: { batch: BatchDetail }) {
  const t = useTranslations("batch");
  const router = useRouter();
  const { run, isBusy, problem } = useRun();
  const { id, status, kind } = batch;
  const isLive = status === "running";

  useEffect(() => {
    if (!isLive) return;
    const timer = setInterval(() => router.refresh(), 1000);
    return () => clearInterval(timer);
  }, [isLive, router]);

  if (status === "planned") return <PlanForm batch={batch} />;
  const left = batch.cancelled + batch.waiting;
  return (
    <>
      <div className={classes.job}>
        <JobCard
          title={t(`kind.${kind ?? "none"}`)}
          state={status}
          done={batch.done + batch.failed}
          total={batch.total}
          failures={batch.failed}
          actions={
            <div className={classes.actions}>
              {isLive ? (
                <Button
                  variant="default"
                  loading={isBusy}
                  onClick={() => void run(() => cancel({ id, was: "running" }))}
                >
                  {t("work.cancel")}
                </Button>
              ) : null}
              {!isLive && left > 0 && kind !== null ? (
                <Button
                  variant="default"
                  loading={isBusy}
                  onClick={() => void run(() => resume({ id, withFailed: false }))}
                >
                  {t("work.resume")}
                </Button>
              ) : null}
              {!isLive && batch.failedItems > 0 ? (
                <Button
                  variant="default"
                  loading={isBusy}
                  onClick={() => void run(() => resume({ id, withFailed: true }))}
                >
                  {t("work.again")}
                </Button>
              ) : null}
            </div>
          }
        />
        {problem}
        {batch.failure === null ? null : <p className={classes.bad}>{t("failure.owner_may_not")}</p>}
        {!isLive && left > 0 ? <p className={classes.quiet}>{t("work.leftOut", { count: left })}</p> : null}
        {kind === "bundles" && !isLive ? <BundleFile batch={batch} /> : null}
      </div>
      {batch.notices.length === 0 ? null : <MadeNotices key={String(isLive)} batch={batch} />}
      {batch.failures.length === 0 ? null : <RefusedTable failures={batch.failures} />}
    </>
  );
}
