"use client";

import { Button, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import type { CollisionDecision } from "@/lib/domain/mandate";
import type { MandateView, ShownCollision } from "@/lib/queries/get-mandate";
import { routes } from "@/lib/routes";
import { ChoiceCard } from "@/lib/ui/choice-card";
import { hintBelow } from "@/lib/ui/hint-below";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { useRun } from "@/lib/ui/use-run";
import classes from "./mandates.module.css";
import { decide } from "../actions";

type Seen = Pick<MandateView, "collisions" | "reference" | "status" | "may">;

/** With whom a mandate collides and over what; protection says which one stands. */
export function CollisionPanel({ view }: { view: Seen }) {
  const t = useTranslations("mandates.collision");
  if (view.collisions.length === 0) return null;
  return (
    <Panel title={t("title")}>
      {view.status === "frozen" ? <p className={classes.frozen}>{t("frozen")}</p> : null}
      {view.collisions.map((collision) => (
        <div key={collision.id} className={classes.collision}>
          <p className={classes.text}>
            {t(collision.kind, { reference: collision.reference })}{" "}
            <span className={classes.quiet}>
              <RelativeTime instant={collision.foundAt} variant="dateTime" />
            </span>
          </p>
          <Link href={routes.mandate(collision.number)} prefetch={false}>
            {t("other", { reference: collision.reference })}
          </Link>
          {collision.decision === null ? (
            <Waiting collision={collision} reference={view.reference} mayDecide={view.may.decide} />
          ) : (
            <p className={classes.quiet}>
              {t("decided", { reference: collision.reference, decision: collision.decision })}
            </p>
          )}
        </div>
      ))}
    </Panel>
  );
}

interface WaitingProps {
  collision: ShownCollision;
  reference: string;
  mayDecide: boolean;
}

function Waiting({ collision, reference, mayDecide }: WaitingProps) {
  const t = useTranslations("mandates.collision");
  const { run, isBusy, problem } = useRun();
  const [decision, setDecision] = useState<CollisionDecision | null>(null);
  const [reason, setReason] = useState("");
  if (!mayDecide) return <p className={classes.quiet}>{t("waits")}</p>;
  const isFirst = collision.side === "first";
  // The one whose page this is stands first.
  const choices: readonly [CollisionDecision, string][] = [
    [isFirst ? "first" : "second", t("this", { reference })],
    [isFirst ? "second" : "first", t("this", { reference: collision.reference })],
    ["both", t("both")],
    ["neither", t("neither")],
  ];
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (decision !== null) void run(() => decide({ id: collision.id, decision, reason }));
      }}
    >
      <fieldset className={classes.choices}>
        <legend>{t("legend")}</legend>
        {choices.map(([value, title]) => (
          <ChoiceCard
            key={value}
            variant="line"
            name={`decision-${collision.id}`}
            value={value}
            title={title}
            isRequired
            isChecked={decision === value}
            onChoose={() => setDecision(value)}
          />
        ))}
      </fieldset>
      <Textarea
        {...hintBelow}
        label={t("reason")}
        description={t("reasonHint")}
        required
        minLength={10}
        maxLength={400}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {problem}
      <Button type="submit" loading={isBusy}>
        {t("decide")}
      </Button>
    </form>
  );
}
