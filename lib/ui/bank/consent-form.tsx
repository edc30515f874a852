"use client";

import { Button, Checkbox, Select } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { Consent } from "@/lib/domain/bank";
import { contactWishes, type ContactWish } from "@/lib/domain/mandate";
import classes from "./bank.module.css";

interface ConsentFormProps {
  declaration: string;
  isIntimateAllowed: boolean;
  wish: ContactWish;
  isBusy: boolean;
  problem: ReactNode;
  onAgree: (consent: Consent) => void;
}

/** What she declares, one tick each and none set beforehand, and how she wants to be told. */
export function ConsentForm({ declaration, isIntimateAllowed, wish, isBusy, problem, onAgree }: ConsentFormProps) {
  const t = useTranslations("bank");
  const [areAdults, setAdults] = useState(false);
  const [hasRights, setRights] = useState(false);
  const [isUnderstood, setUnderstood] = useState(false);
  const [contactWish, setWish] = useState<ContactWish>(wish);
  const isWhole = areAdults && hasRights && isUnderstood;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (areAdults && hasRights && isUnderstood)
          onAgree({ version: declaration as Consent["version"], contactWish, areAdults, hasRights });
      }}
    >
      <Checkbox
        label={t("declare.adults")}
        checked={areAdults}
        onChange={(event) => setAdults(event.currentTarget.checked)}
      />
      <Checkbox
        label={t("declare.rights")}
        checked={hasRights}
        onChange={(event) => setRights(event.currentTarget.checked)}
      />
      <Checkbox
        label={t(isIntimateAllowed ? "declare.intimate" : "declare.plain")}
        checked={isUnderstood}
        onChange={(event) => setUnderstood(event.currentTarget.checked)}
      />
      <Select
        label={t("declare.wish")}
        allowDeselect={false}
        data={contactWishes.map((value) => ({ value, label: t(`wish.${value}`) }))}
        value={contactWish}
        onChange={(value) => setWish(contactWishes.find((one) => one === value) ?? "none")}
      />
      <p className={classes.quiet}>{t("declare.version", { version: declaration })}</p>
      {problem}
      <Button type="submit" loading={isBusy} disabled={!isWhole}>
        {t("declare.agree")}
      </Button>
    </form>
  );
}
