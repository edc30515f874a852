"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, type ReactNode, startTransition, useActionState, useEffect, useRef, useState } from "react";
import type { MandateChoice } from "@/lib/queries/list-mandate-choices";
import { ActionError } from "@/lib/ui/action-error";
import { useKeys } from "@/lib/ui/keys/use-keys";
import { submitLog } from "../actions";
import { AddressBox } from "./address-box";
import { AnswerPanel } from "./answer-panel";
import { Bookmarklet } from "./bookmarklet";
import { countLines } from "./count-lines";
import { LogHead } from "./log-head";
import { LogResults } from "./log-results";
import classes from "./log-screen.module.css";
import { type Lack, lacksOf } from "./lacks";
import { SubmitBar } from "./submit-bar";
import { useLogDraft } from "./use-log-draft";
import { lineKey, useRecognised } from "./use-recognised";

export interface LogScreenProps {
  viewerId: string;
  submissionId: string;
  givenText: string;
  mandates: readonly MandateChoice[];
  mayReadMandates: boolean;
  mayImport: boolean;
  /** Whether this person learns more about an address than that it is known. */
  mayKnow: boolean;
  /** What stands under the box: the latest addresses. */
  children: ReactNode;
}

/** The whole form: addresses at the left, what was seen at the right, one bar to hand it in. */
export function LogScreen({ viewerId, submissionId, givenText, children, ...props }: LogScreenProps) {
  const t = useTranslations("log");
  const form = useRef<HTMLFormElement>(null);
  const [draft, change, isReady] = useLogDraft({ viewerId, submissionId, givenText });
  const [lacks, setLacks] = useState<readonly Lack[]>([]);
  const typed = draft.typed.trim() === "" ? [] : [{ text: draft.typed.trim() }];
  const { known, error, forget } = useRecognised([...draft.lines, ...typed]);
  const [answer, submit, isPending] = useActionState(submitLog, {});
  const results = answer.data?.results;

  useEffect(() => {
    if (!results) return;
    change({ do: "submitted", results });
    forget();
  }, [results, change, forget]);

  useEffect(() => {
    const several = draft.lines.find((line) => (known.get(lineKey(line))?.length ?? 0) > 1);
    if (several) change({ do: "split", id: several.id, pieces: known.get(lineKey(several)) ?? [] });
  }, [draft.lines, known, change]);

  const count = countLines([...draft.lines, ...typed], known);
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    // By hand rather than by the form's own action, which would clear the fields before it is known what was taken.
    event.preventDefault();
    if (isPending) return;
    const missing = lacksOf(draft, count);
    setLacks(missing);
    if (missing.length > 0) {
      const place = form.current?.querySelector<HTMLElement>(`[data-lack="${missing[0] ?? ""}"]`);
      (place?.querySelector("input") ?? place)?.focus();
      return;
    }
    const fields = new FormData(event.currentTarget);
    startTransition(() => submit(fields));
  };
  useKeys([{ keys: "mod+Enter", label: t("submit"), worksInFields: true, run: () => form.current?.requestSubmit() }]);
  const shownLacks = lacks.filter((lack) => lacksOf(draft, count).includes(lack));

  return (
    <form
      ref={form}
      action={submit}
      onSubmit={send}
      noValidate={isReady}
      className={classes.screen}
      aria-label={t("title")}
    >
      <input type="hidden" name="submissionId" value={draft.submissionId} />
      <input
        type="hidden"
        name="lines"
        value={JSON.stringify(draft.lines.map(({ text, platform }) => ({ text, platform })))}
      />
      <div className={classes.columns}>
        <div className={classes.left}>
          <LogHead mayImport={props.mayImport} onPaste={(text) => change({ do: "add", text })} />
          {results ? <LogResults key={answer.data?.submissionId} results={results} /> : null}
          <AddressBox
            draft={draft}
            known={known}
            error={error}
            count={count}
            mayKnow={props.mayKnow}
            change={change}
            isLacking={shownLacks.includes("address")}
          />
          <div className={classes.more}>
            {children}
            <Bookmarklet />
          </div>
        </div>
        <div className={classes.right}>
          <AnswerPanel
            draft={draft}
            change={change}
            count={count.addresses}
            lacks={shownLacks}
            mandates={props.mandates}
            mayReadMandates={props.mayReadMandates}
          />
        </div>
      </div>
      <ActionError result={answer} />
      <SubmitBar draft={draft} count={count} lacks={shownLacks} isPending={isPending} />
    </form>
  );
}
