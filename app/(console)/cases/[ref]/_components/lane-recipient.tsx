"use client";

import { Button, TextInput } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Recipient } from "@/lib/domain/lane/recipients";
import { type ReferralKind, type Urgency, whyLength } from "@/lib/domain/lane/referral";
import { type ReferralLanguage, referralLanguages, referralTexts } from "@/lib/domain/lane/referral-words";
import type { LaneView } from "@/lib/queries/get-lane";
import { CopyButton } from "@/lib/ui/copy-button";
import { DefangedAddress } from "@/lib/ui/defanged-address";
import { PillChoice } from "@/lib/ui/pill-choice";
import { toast } from "@/lib/ui/toast";
import { useRun } from "@/lib/ui/use-run";
import { refer } from "../lane-actions";
import classes from "./decide-column.module.css";
import lane from "./lane.module.css";

interface LaneRecipientProps {
  view: LaneView;
  recipient: Recipient;
  words: { kind: ReferralKind; urgency: Urgency; why: string; isContactShared: boolean };
  onRecorded: () => void;
}

/** One recipient: where, which words into which field, and afterwards the reference it gave. */
export function LaneRecipient({ view, recipient, words, onRecorded }: LaneRecipientProps) {
  const t = useTranslations("lane.referral");
  const router = useRouter();
  const { run, isBusy, problem } = useRun();
  const [language, setLanguage] = useState<ReferralLanguage>(recipient.language);
  const [reference, setReference] = useState("");
  const lacks = words.why.length < whyLength.min;
  const { organisation, mailbox } = view;
  const account = { ...view.account, observedAt: new Date(view.account.observedAt) };
  const texts = referralTexts(recipient, { ...words, account, organisation, mailbox }, language);

  const record = () =>
    run(
      () =>
        refer({
          id: view.caseId,
          referral: {
            ...words,
            recipient: recipient.id,
            channelReference: reference.trim(),
            referredAt: new Date(),
          },
        }),
      () => {
        toast({ message: t("recorded"), tone: "green" });
        onRecorded();
        router.refresh();
      },
    );

  return (
    <div className={lane.recipient}>
      {recipient.phones === undefined ? null : (
        <p className={lane.phones}>
          <IconPhone size={16} stroke={1.5} aria-hidden="true" />
          {recipient.phones.map((phone) => (
            <a key={phone} href={`tel:${phone}`}>
              {phone}
            </a>
          ))}
        </p>
      )}
      <p className={classes.quiet}>{t(`about.${recipient.id}`)}</p>
      {recipient.url === undefined ? null : <DefangedAddress address={recipient.url} isOpenable />}
      <PillChoice
        name={`language-${recipient.id}`}
        label={t("language")}
        choices={referralLanguages.map((value) => ({ value, label: t(`languages.${value}`) }))}
        value={language}
        onChoose={setLanguage}
      />
      {lacks ? (
        <p role="status">{t("lacksWhy")}</p>
      ) : (
        <dl className={lane.fields}>
          {texts.map(({ key, text }) => (
            <div key={key}>
              <dt>
                {t(`field.${key}`)} <CopyButton value={text} what={t(`field.${key}`)} />
              </dt>
              <dd lang={language}>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      <TextInput
        label={t("reference")}
        description={t("referenceHint")}
        value={reference}
        maxLength={200}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <Button loading={isBusy} disabled={lacks} onClick={() => void record()}>
        {t("record_it")}
      </Button>
      {problem}
    </div>
  );
}
