"use client";

import { useTranslations } from "next-intl";
import { type ClipboardEvent, type Dispatch, type KeyboardEvent, useRef } from "react";
import type { ToldError } from "@/lib/domain/errors";
import type { Recognised } from "@/lib/domain/intake/log-lines";
import { useErrorText } from "@/lib/ui/use-error-text";
import classes from "./address-box.module.css";
import { AddressLine } from "./address-line";
import type { LineCount } from "./count-lines";
import type { DraftAction, LogDraft } from "./log-draft";
import { lineKey } from "./use-recognised";

interface AddressBoxProps {
  draft: LogDraft;
  known: ReadonlyMap<string, readonly Recognised[]>;
  error: ToldError | null;
  count: LineCount;
  mayKnow: boolean;
  change: Dispatch<DraftAction>;
  isLacking: boolean;
}

/** One line for each address, with its chip; a field at the foot takes the next one, or fifty at once. */
export function AddressBox({ draft, known, error, count, mayKnow, change, isLacking }: AddressBoxProps) {
  const t = useTranslations("log");
  const errorText = useErrorText();
  const field = useRef<HTMLTextAreaElement>(null);
  const typed = draft.typed.trim();
  const typedFound = typed === "" ? undefined : known.get(lineKey({ text: typed }))?.[0];

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (typed !== "") change({ do: "add", text: draft.typed });
    }
    const last = draft.lines.at(-1);
    if (event.key === "Backspace" && draft.typed === "" && last) {
      event.preventDefault();
      change({ do: "correct", id: last.id });
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    if (typed !== "") return;
    event.preventDefault();
    change({ do: "add", text: event.clipboardData.getData("text/plain") });
  };
  const correct = (id: string) => {
    change({ do: "correct", id });
    field.current?.focus();
  };

  return (
    <section aria-label={t("box.label")}>
      <div className={classes.box} data-lacking={isLacking || undefined}>
        <label htmlFor="log-text" className={classes.label}>
          {t("box.label")}
        </label>
        <ol className={classes.lines}>
          {draft.lines.map((line, index) => (
            <AddressLine
              key={line.id}
              line={line}
              found={known.get(lineKey(line))?.[0]}
              isRepeated={count.repeated.has(index)}
              onRemove={() => change({ do: "remove", id: line.id })}
              onCorrect={() => correct(line.id)}
              onPlatform={(platform) => change({ do: "choose_platform", id: line.id, platform })}
            />
          ))}
        </ol>
        <textarea
          ref={field}
          id="log-text"
          name="text"
          data-lack="address"
          className={classes.field}
          rows={1}
          maxLength={65_536}
          value={draft.typed}
          placeholder={t("box.add")}
          aria-describedby="log-count"
          aria-invalid={isLacking || undefined}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          onChange={(event) => change({ do: "type", text: event.target.value })}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        {typedFound ? (
          <ol className={classes.preview} aria-label={t("box.typing")}>
            <AddressLine
              line={{ id: "typed", text: typed }}
              found={typedFound}
              isRepeated={count.repeated.has(draft.lines.length)}
            />
          </ol>
        ) : null}
      </div>
      {isLacking ? <p className={classes.lack}>{t("lack.address")}</p> : null}
      {error ? <p className={classes.unknown}>{t("box.unknown", { cause: errorText(error) })}</p> : null}
      <p id="log-count" className={classes.count} aria-live="polite">
        {draft.lines.length === 0 && typed === "" ? t("count.none") : <Count count={count} mayKnow={mayKnow} />}
      </p>
    </section>
  );
}

function Count({ count, mayKnow }: { count: LineCount; mayKnow: boolean }) {
  const t = useTranslations("log.count");
  if (count.addresses + count.aside === 0 && count.pending > 0) return t("pending", { count: count.pending });
  const parts = [
    count.fresh > 0 ? t("fresh", { count: count.fresh }) : null,
    count.back > 0 ? t("back", { count: count.back }) : null,
    count.known > 0 ? t(mayKnow ? "joins" : "known", { count: count.known }) : null,
  ].filter((part) => part !== null);
  return (
    <>
      <strong>{t("addresses", { count: count.addresses })}</strong> {parts.length > 0 ? `${parts.join(", ")}.` : null}{" "}
      {count.aside > 0 ? t("aside", { count: count.aside }) : null}
    </>
  );
}
