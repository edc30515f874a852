"use client";

import { Button, Select, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { consentGivers, consentWays, type ToldConsent } from "@/lib/domain/told/told-page";
import classes from "./mandates.module.css";

interface ToldConsentFormProps {
  isBusy: boolean;
  onCancel: () => void;
  onGiven: (consent: ToldConsent) => void;
}

/** Who said yes to the page, how and when: nothing is chosen beforehand, and nothing can be written. */
export function ToldConsentForm({ isBusy, onCancel, onGiven }: ToldConsentFormProps) {
  const t = useTranslations("told.panel");
  const [by, setBy] = useState<ToldConsent["by"] | null>(null);
  const [how, setHow] = useState<ToldConsent["how"] | null>(null);
  const [on, setOn] = useState("");
  const isSaid = by !== null && how !== null && on !== "";
  return (
    <form
      className={classes.form}
      aria-label={t("consentTitle")}
      onSubmit={(event) => {
        event.preventDefault();
        if (isSaid) onGiven({ by, how, on });
      }}
    >
      <p className={classes.quiet}>{t("consentHow")}</p>
      <Select
        label={t("by")}
        required
        data={consentGivers.map((value) => ({ value, label: t(`byWho.${value}`) }))}
        value={by}
        onChange={setBy}
      />
      <Select
        label={t("how")}
        required
        data={consentWays.map((value) => ({ value, label: t(`howWay.${value}`) }))}
        value={how}
        onChange={setHow}
      />
      <TextInput
        label={t("on")}
        type="date"
        required
        value={on}
        onChange={(event) => setOn(event.currentTarget.value)}
      />
      <div className={classes.actions}>
        <Button variant="subtle" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <Button type="submit" loading={isBusy} disabled={!isSaid}>
          {t("make")}
        </Button>
      </div>
    </form>
  );
}
