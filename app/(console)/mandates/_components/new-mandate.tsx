"use client";

import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { contactWishes, type ContactWish } from "@/lib/domain/mandate";
import { routes } from "@/lib/routes";
import { hintBelow } from "@/lib/ui/hint-below";
import { Panel } from "@/lib/ui/panel";
import { useRun } from "@/lib/ui/use-run";
import { create } from "../actions";
import classes from "./mandates.module.css";

/** No field for a paper, and none for a name. */
export function NewMandate() {
  const t = useTranslations("mandates");
  const router = useRouter();
  const { run, isBusy, problem } = useRun();
  const [label, setLabel] = useState("");
  const [authenticUrl, setUrl] = useState("");
  const [contactWish, setWish] = useState<ContactWish>("none");
  const [isClaimMeant, setMeant] = useState(false);
  const [isClaimed, setClaimed] = useState(false);
  const submit = async () => {
    const answer = async () => {
      const given = await create({ label, authenticUrl, contactWish, isClaimMeant });
      if (given.serverError?.reason === "mandate_account_claimed") setClaimed(true);
      return given;
    };
    await run(answer, (made) => router.push(routes.mandate(made?.number ?? "")));
  };
  return (
    <Panel title={t("new.title")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput
          {...hintBelow}
          label={t("new.label")}
          description={t("new.labelHint")}
          required
          maxLength={80}
          autoComplete="off"
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <TextInput
          label={t("new.url")}
          required
          maxLength={2000}
          inputMode="url"
          autoComplete="off"
          value={authenticUrl}
          onChange={(event) => {
            setUrl(event.currentTarget.value);
            setClaimed(false);
            setMeant(false);
          }}
        />
        <Select
          label={t("new.wish")}
          allowDeselect={false}
          data={contactWishes.map((value) => ({ value, label: t(`wish.${value}`) }))}
          value={contactWish}
          onChange={(value) => setWish(contactWishes.find((wish) => wish === value) ?? "none")}
        />
        <p className={classes.quiet}>{t("noPapers")}</p>
        {problem}
        {isClaimed ? (
          <Checkbox
            label={t("new.claim")}
            checked={isClaimMeant}
            onChange={(event) => setMeant(event.currentTarget.checked)}
          />
        ) : null}
        <Button type="submit" loading={isBusy}>
          {t("new.create")}
        </Button>
      </form>
    </Panel>
  );
}
