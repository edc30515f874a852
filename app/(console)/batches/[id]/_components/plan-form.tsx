import { Button, NativeSelect } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { bundlesKeptHours, type BatchKind, type BatchOptions, type NoticesOptions } from "@/lib/domain/batches/batch";
import { type BundleAudience, bundleAudiences } from "@/lib/domain/notices/case-bundle";
import type { BatchDetail, BatchPlatform } from "@/lib/queries/get-batch";
import { Panel } from "@/lib/ui/panel";
import { useRun } from "@/lib/ui/use-run";
import classes from "../../_components/batches.module.css";
import { cancel, start } from "../../actions";
import { DeskChoice } from "./desk-choice";

type NoticeKind = NoticesOptions["noticeKind"];
const noticeKinds = ["terms_report", "illegal_content_notice"] as const;
const takes = (desk: BatchPlatform["desks"][number], kind: NoticeKind): boolean =>
  kind === "terms_report" ? desk.takesTerms : desk.takesArticle16;

/** The selection is frozen; here its owner says what is to be made of it. */
export function PlanForm({ batch: { id, platforms } }: { batch: BatchDetail }) {
  const t = useTranslations("batch");
  const notices = useTranslations("notices.kind");
  const bundle = useTranslations("forms.bundle");
  const locale = useLocale();
  const { run, isBusy, problem } = useRun();
  const [kind, setKind] = useState<BatchKind>("notices");
  const [noticeKind, setNoticeKind] = useState<NoticeKind>("terms_report");
  const [desks, setDesks] = useState<Readonly<Record<string, string>>>({});
  const [audience, setAudience] = useState<BundleAudience>("platform");
  const [language, setLanguage] = useState<"fr" | "en">(locale);

  const open = platforms.map((one) => ({ ...one, desks: one.desks.filter((desk) => takes(desk, noticeKind)) }));
  const chosenOf = ({ platform, desks: offered }: BatchPlatform): string => {
    const own = desks[platform];
    return own !== undefined && (own === "" || offered.some((desk) => desk.id === own)) ? own : (offered[0]?.id ?? "");
  };
  const channels = Object.fromEntries(
    open.flatMap((one) => (chosenOf(one) === "" ? [] : [[one.platform, chosenOf(one)]])),
  );
  const options: BatchOptions =
    kind === "notices" ? { kind, noticeKind, channels } : { kind: "bundles", audience, language };
  return (
    <Panel>
      <div className={classes.form}>
        <p className={classes.quiet}>{t("plan.frozen")}</p>
        <fieldset className={classes.choice}>
          <legend>{t("plan.what")}</legend>
          {(["notices", "bundles"] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
              <span>
                {t(`plan.${one}`)}
                <small>{t(`plan.${one}Text`, { hours: bundlesKeptHours })}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {kind === "notices" ? (
          <>
            <fieldset className={classes.choice}>
              <legend>{notices("legend")}</legend>
              {noticeKinds.map((one) => (
                <label key={one}>
                  <input type="radio" name="notice" checked={noticeKind === one} onChange={() => setNoticeKind(one)} />
                  <span>{notices(one)}</span>
                </label>
              ))}
            </fieldset>
            <fieldset className={classes.choice}>
              <legend>{t("plan.desks")}</legend>
              {open.map((one) => (
                <DeskChoice
                  key={one.platform}
                  platform={one}
                  chosen={chosenOf(one)}
                  onChoose={(desk) => setDesks({ ...desks, [one.platform]: desk })}
                />
              ))}
            </fieldset>
          </>
        ) : (
          <div className={classes.pair}>
            <NativeSelect
              label={t("plan.audience")}
              value={audience}
              data={bundleAudiences.map((value) => ({ value, label: bundle(value) }))}
              onChange={({ currentTarget }) =>
                setAudience(bundleAudiences.find((one) => one === currentTarget.value) ?? "platform")
              }
            />
            <NativeSelect
              label={t("plan.language")}
              value={language}
              data={[
                { value: "fr", label: t("plan.french") },
                { value: "en", label: t("plan.english") },
              ]}
              onChange={({ currentTarget }) => setLanguage(currentTarget.value === "fr" ? "fr" : "en")}
            />
          </div>
        )}
        {problem}
        <div className={classes.actions}>
          <Button
            loading={isBusy}
            disabled={kind === "notices" && Object.keys(channels).length === 0}
            onClick={() => void run(() => start({ id, options }))}
          >
            {t("plan.start")}
          </Button>
          <Button variant="subtle" disabled={isBusy} onClick={() => void run(() => cancel({ id, was: "planned" }))}>
            {t("plan.discard")}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
