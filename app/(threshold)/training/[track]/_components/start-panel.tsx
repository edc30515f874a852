import { useTranslations } from "next-intl";
import Link from "next/link";
import type { Track } from "@/lib/domain/case/vocabulary";
import type { Training } from "@/lib/queries/get-training";
import { routes } from "@/lib/routes";
import { TrackLabel } from "@/lib/ui/track-label";
import { BeginButton } from "./begin-button";
import classes from "./training.module.css";

export function StartPanel({ track, training }: { track: Track; training: Training }) {
  const t = useTranslations("vetting.training");
  const { isOpen, total, passMark: mark } = training;
  return (
    <>
      <h1>{t("title")}</h1>
      <p className={classes.track}>
        <TrackLabel track={track} variant="full" />
      </p>
      <p className={classes.lead}>{isOpen ? t("start", { total, mark }) : t("closed")}</p>
      {isOpen ? <BeginButton track={track}>{t("begin")}</BeginButton> : null}
      <p className={classes.back}>
        <Link href={routes.vetting()}>{t("back")}</Link>
      </p>
    </>
  );
}
