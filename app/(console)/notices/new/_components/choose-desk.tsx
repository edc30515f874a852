"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { NoticeKind } from "@/lib/domain/case/vocabulary";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { useRun } from "@/lib/ui/use-run";
import { prepare } from "../../actions";
import classes from "./new-notice.module.css";

interface ChooseDeskProps {
  cases: number[];
  channels: { id: string; name: string; note: string; state: string | null; takes: Record<NoticeKind, boolean> }[];
  isArticle16Open: boolean;
  why: string;
}

const kinds = ["terms_report", "illegal_content_notice"] as const;

export function ChooseDesk({ cases, channels, isArticle16Open, why }: ChooseDeskProps) {
  const t = useTranslations("notices");
  const router = useRouter();
  const [kind, setKind] = useState<NoticeKind>("terms_report");
  const [channelId, setChannel] = useState<string | null>(null);
  const { run, isBusy, problem } = useRun();
  const open = channels.filter((channel) => channel.takes[kind]);
  const chosen = open.find((channel) => channel.id === channelId) ?? (open.length === 1 ? open[0] : undefined);
  return (
    <Panel>
      <fieldset className={classes.choice}>
        <legend>{t("kind.legend")}</legend>
        {kinds.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="kind"
              checked={kind === one}
              disabled={one === "illegal_content_notice" && !isArticle16Open}
              onChange={() => setKind(one)}
            />
            <span>{t(`kind.${one}`)}</span>
          </label>
        ))}
        <p className={classes.quiet}>{why}</p>
      </fieldset>
      <fieldset className={classes.choice}>
        <legend>{t("choose.channel")}</legend>
        {open.length === 0 ? <p className={classes.quiet}>{t("choose.noChannel")}</p> : null}
        {open.map((channel) => (
          <label key={channel.id}>
            <input
              type="radio"
              name="channel"
              checked={chosen?.id === channel.id}
              onChange={() => setChannel(channel.id)}
            />
            <span>
              {channel.name}
              <small>
                {channel.note} {channel.state === null ? null : <em>{channel.state}</em>}
              </small>
            </span>
          </label>
        ))}
      </fieldset>
      {problem}
      <Button
        size="md"
        disabled={chosen === undefined}
        loading={isBusy}
        onClick={() => {
          if (chosen === undefined) return;
          void run(
            () => prepare({ kind, channelId: chosen.id, caseNumbers: cases }),
            (made) => made && router.push(routes.notice(made.number)),
          );
        }}
      >
        {t("choose.prepare")}
      </Button>
    </Panel>
  );
}
