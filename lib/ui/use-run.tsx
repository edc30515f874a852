"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { ToldError } from "@/lib/domain/errors";
import { ActionError } from "./action-error";

interface Answer<Data> {
  data?: Data | undefined;
  serverError?: ToldError | undefined;
  validationErrors?: unknown;
}

/** Runs a server action: busy while it runs, its refusal beside the form, the page read anew once it went well. */
export function useRun() {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Pick<Answer<unknown>, "serverError" | "validationErrors"> | null>(null);

  async function run<Data>(
    action: () => Promise<Answer<Data>>,
    onDone?: (data: Data | undefined) => void,
  ): Promise<boolean> {
    setBusy(true);
    try {
      const answer = await action();
      const isRefused = answer.serverError !== undefined || answer.validationErrors !== undefined;
      setRefusal(isRefused ? answer : null);
      if (isRefused) return false;
      if (onDone) onDone(answer.data);
      else router.refresh();
      return true;
    } catch {
      setRefusal({ serverError: { code: "unavailable" } });
      return false;
    } finally {
      setBusy(false);
    }
  }
  const problem: ReactNode = refusal === null ? null : <ActionError result={refusal} />;
  return { run, isBusy, problem };
}
