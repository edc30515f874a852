"use client";

import { Button, Checkbox, NativeSelect, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { recipientsFor, type ReferralChannel } from "@/lib/domain/lane/recipients";
import {
  firstReferralKind,
  referralKinds,
  type ReferralKind,
  urgencies,
  type Urgency,
  whyLength,
} from "@/lib/domain/lane/referral";
import type { LaneView } from "@/lib/queries/get-lane";
import { CopyButton } from "@/lib/ui/copy-button";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./decide-column.module.css";
import lane from "./lane.module.css";
import { LaneRecipient } from "./lane-recipient";

/** First of all: to whom, with which words, and that it was done. Nothing is sent from here. */
export function LaneReferral({ view }: { view: LaneView }) {
  const t = useTranslations("lane.referral");
  const lead = useTranslations("case.lane");
  const [kind, setKind] = useState<ReferralKind>(firstReferralKind[view.kind]);
  const [urgency, setUrgency] = useState<Urgency>("same_hour");
  const [why, setWhy] = useState("");
  const [isContactShared, setContactShared] = useState(false);
  const [open, setOpen] = useState<ReferralChannel | null>(null);
  const hintId = useId();
  const words = { kind, urgency, why: why.trim(), isContactShared };
  return (
    <section className={classes.box}>
      <h3>{t("title")}</h3>
      <p>{t(view.referrals.length === 0 ? "body" : "again")}</p>
      {view.kind === "trafficking" || view.kind === "threat_to_life" ? <p>{lead("quiet.body")}</p> : null}
      {view.referrals.length === 0 ? null : (
        <ul className={lane.done} aria-label={t("done")}>
          {view.referrals.map((one) => (
            <li key={one.id}>
              <span>
                <b>{t(`to.${one.recipient}`)}</b> <RelativeTime instant={one.at} variant="dateTime" />, {one.by}
                {one.reference === "" ? null : <span className={lane.mono}> {one.reference}</span>}
              </span>
              <CopyButton value={one.record} what={t("record")} />
            </li>
          ))}
        </ul>
      )}
      <div className={lane.words}>
        <NativeSelect
          label={t("kind")}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as ReferralKind)}
        >
          {referralKinds.map((value) => (
            <option key={value} value={value}>
              {t(`kinds.${value}`)}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={t("urgency")}
          value={urgency}
          onChange={(event) => setUrgency(event.currentTarget.value as Urgency)}
        >
          {urgencies.map((value) => (
            <option key={value} value={value}>
              {t(`urgencies.${value}`)}
            </option>
          ))}
        </NativeSelect>
        <Textarea
          className={lane.wide ?? ""}
          label={t("why")}
          description={t("whyHint")}
          value={why}
          maxLength={whyLength.max}
          autosize
          minRows={2}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {view.mailbox === "" ? null : (
          <Checkbox
            className={lane.wide ?? ""}
            label={t("contact", { mailbox: view.mailbox })}
            description={t("contactHint")}
            checked={isContactShared}
            onChange={(event) => setContactShared(event.currentTarget.checked)}
          />
        )}
      </div>
      <p id={hintId} className={classes.quiet}>
        {t("choose")}
      </p>
      <ul className={lane.recipients} aria-describedby={hintId}>
        {recipientsFor(view.kind).map((recipient) => (
          <li key={recipient.id}>
            <Button
              variant={open === recipient.id ? "filled" : "default"}
              aria-expanded={open === recipient.id}
              disabled={recipient.tellsPlatform && view.hold.isStanding}
              onClick={() => setOpen(open === recipient.id ? null : recipient.id)}
            >
              {t(`to.${recipient.id}`)}
            </Button>
            {recipient.tellsPlatform && view.hold.isStanding ? (
              <span className={classes.quiet}>{t("platformHeld")}</span>
            ) : null}
            {open === recipient.id ? (
              <LaneRecipient view={view} recipient={recipient} words={words} onRecorded={() => setOpen(null)} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
