"use client";

import { Button, Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { MandateView } from "@/lib/queries/get-mandate";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { SecretOnce } from "@/lib/ui/secret-once";
import { useRun } from "@/lib/ui/use-run";
import { endPage, openPage, resetCode, resume } from "../told-actions";
import { AskFirst } from "./ask-first";
import classes from "./mandates.module.css";
import { ToldConsentForm } from "./told-consent-form";

/** Her private page: whether there is one and by whose consent. Never whether she looks at it. */
export function ToldPanel({ view }: { view: Pick<MandateView, "number" | "status" | "told" | "may"> }) {
  const t = useTranslations("told.panel");
  const router = useRouter();
  const { run, isBusy, problem } = useRun();
  const [code, setCode] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const { number, status, told, may } = view;
  const { page, stoppedAt } = told;
  if (status === "withdrawn" && stoppedAt === null) return null;
  const show = (answer: { code: string } | undefined) => {
    setAsking(false);
    setCode(answer?.code ?? null);
  };
  const mayOpen = page === null && stoppedAt === null && may.openTold;
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("intro")}</p>
      {stoppedAt === null ? null : (
        <p className={classes.frozen}>
          {t("stoppedOn")} <RelativeTime instant={stoppedAt} variant="date" />. {t("stoppedMeans")}
        </p>
      )}
      <PageFacts page={page} />
      {page !== null && status !== "verified" ? <p className={classes.quiet}>{t("resting")}</p> : null}
      {page === null && stoppedAt === null && status !== "verified" ? (
        <p className={classes.quiet}>{t("notNow")}</p>
      ) : null}
      {mayOpen && isAsking ? (
        <ToldConsentForm
          isBusy={isBusy}
          onCancel={() => setAsking(false)}
          onGiven={(consent) => void run(() => openPage({ number, consent }), show)}
        />
      ) : null}
      <div className={classes.actions}>
        {mayOpen && !isAsking ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t("open")}
          </Button>
        ) : null}
        {page !== null && may.resetTold ? (
          <AskFirst
            label={t("reset")}
            title={t("resetTitle")}
            text={t("resetText")}
            cancel={t("cancel")}
            variant="default"
            onYes={() => void run(() => resetCode({ number }), show)}
          />
        ) : null}
        {page !== null && may.endTold ? (
          <AskFirst
            label={t("end")}
            title={t("endTitle")}
            text={t("endText")}
            cancel={t("cancel")}
            onYes={() => void run(() => endPage({ number }))}
          />
        ) : null}
        {stoppedAt !== null && may.resumeContact ? (
          <AskFirst
            label={t("resume")}
            title={t("resumeTitle")}
            text={t("resumeText")}
            cancel={t("cancel")}
            onYes={() => void run(() => resume({ number }))}
          />
        ) : null}
      </div>
      {problem}
      <CodeOnce
        code={code}
        onDone={() => {
          setCode(null);
          router.refresh();
        }}
      />
    </Panel>
  );
}

function PageFacts({ page }: { page: MandateView["told"]["page"] }) {
  const t = useTranslations("told.panel");
  if (page === null) return <p className={classes.quiet}>{t("none")}</p>;
  return (
    <dl className={classes.facts}>
      <dt>{t("opened")}</dt>
      <dd>
        <RelativeTime instant={page.openedAt} variant="date" />
      </dd>
      <dt>{t("consented")}</dt>
      <dd>
        {t(`byWho.${page.consentBy}`)} · {t(`howWay.${page.consentHow}`)} ·{" "}
        <RelativeTime instant={page.consentOn} variant="date" />
      </dd>
      <dt>{t("codeMade")}</dt>
      <dd>
        <RelativeTime instant={page.codeMadeAt} variant="date" />
      </dd>
    </dl>
  );
}

function CodeOnce({ code, onDone }: { code: string | null; onDone: () => void }) {
  const t = useTranslations("told.panel");
  return (
    <Modal
      opened={code !== null}
      onClose={onDone}
      title={t("codeTitle")}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("done") }}
    >
      <SecretOnce
        value={code ?? ""}
        what={t("codeWhat")}
        hint={t("codeHint", { address: code === null ? "" : `${window.location.origin}${routes.told()}` })}
        doneLabel={t("done")}
        onDone={onDone}
      />
    </Modal>
  );
}
