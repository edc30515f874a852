"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { ToldError } from "@/lib/domain/errors";
import { ActionError } from "@/lib/ui/action-error";
import classes from "./use-command.module.css";

/** What an action of this screen answers: its data, or the reason why not. */
interface Answer<Data> {
  data?: Data | undefined;
  serverError?: ToldError | undefined;
  validationErrors?: unknown;
}

/**
 * Runs a command and keeps its refusal on the screen. A conflict is said plainly: nothing was recorded, what was typed is kept,
 * and the case as it is now is one press away.
 */
export function useCommand() {
  const t = useTranslations("case.conflict");
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Pick<Answer<unknown>, "serverError" | "validationErrors"> | null>(null);

  async function run<Data>(command: () => Promise<Answer<Data>>, { isQuiet = false } = {}): Promise<Data | null> {
    if (!isQuiet) setBusy(true);
    try {
      const answer = await command();
      const isRefused = answer.serverError !== undefined || answer.validationErrors !== undefined;
      if (!isQuiet || !isRefused) setError(isRefused ? answer : null);
      return isRefused ? null : (answer.data ?? ({} as Data));
    } catch {
      if (!isQuiet) setError({ serverError: { code: "unavailable" } });
      return null;
    } finally {
      if (!isQuiet) setBusy(false);
    }
  }

  const problem: ReactNode =
    error === null ? null : error.serverError?.code === "conflict" ? (
      <div role="alert" className={classes.conflict}>
        <strong>{t("title")}</strong>
        <span>{t("body")}</span>
        <button
          type="button"
          className={classes.reload}
          onClick={() => {
            setError(null);
            router.refresh();
          }}
        >
          {t("reload")}
        </button>
      </div>
    ) : (
      <ActionError result={error} />
    );
  return { run, isBusy, problem, clear: () => setError(null) };
}
