"use client";

import { Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { tracks } from "@/lib/domain/case/vocabulary";
import { applicantLanguages, applicantTimes } from "@/lib/domain/vetting/application";
import classes from "./application-fields.module.css";
import { ChoiceCard } from "./choice-card";
import { formText } from "./form-text";
import { hintBelow } from "./hint-below";
import { TickCard } from "./tick-card";

/** What somebody tells about themselves who asks to join. */
export function ApplicationFields() {
  const t = useTranslations("vetting.apply");
  const track = useTranslations("vocabulary.track");
  return (
    <>
      <Textarea
        {...hintBelow}
        name="done"
        label={t("done")}
        description={t("doneHint")}
        minLength={20}
        maxLength={4000}
        minRows={5}
        autosize
        required
        withAsterisk={false}
      />
      <fieldset className={classes.ticks}>
        <legend>{t("tracks")}</legend>
        {tracks.map((name) => (
          <TickCard key={name} name="tracks" value={name} label={track(`${name}.full`)}>
            {t(`trackHint.${name}`)}
          </TickCard>
        ))}
      </fieldset>
      <fieldset className={classes.pills}>
        <legend>{t("languages")}</legend>
        {applicantLanguages.map((language) => (
          <label key={language}>
            <input type="checkbox" name="languages" value={language} />
            {t(`language.${language}`)}
          </label>
        ))}
      </fieldset>
      <fieldset className={classes.lines}>
        <legend>{t("time")}</legend>
        {applicantTimes.map((time) => (
          <ChoiceCard key={time} name="time" value={time} title={t(`timeOf.${time}`)} variant="line" isRequired />
        ))}
      </fieldset>
    </>
  );
}

/** As the action wants them; what is missing, it says. */
export const applicationOf = (form: FormData) => ({
  done: formText(form, "done"),
  time: applicantTimes.find((time) => time === formText(form, "time")) ?? "varies",
  tracks: tracks.filter((track) => form.getAll("tracks").includes(track)),
  languages: applicantLanguages.filter((language) => form.getAll("languages").includes(language)),
});
