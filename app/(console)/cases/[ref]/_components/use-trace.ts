"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { ToldError } from "@/lib/domain/errors";
import type { TraceInput } from "@/lib/domain/traces/trace-input";
import { routes } from "@/lib/routes";

/** Asks for a trace; stopping the request stops the trace, and nothing of it is kept. */
export function useTrace(number: number) {
  const router = useRouter();
  const running = useRef<AbortController | null>(null);
  const [state, setState] = useState<"idle" | "running" | "stopped" | "done">("idle");
  const [error, setError] = useState<ToldError | null>(null);

  /** True where it was kept. */
  async function start(input: TraceInput): Promise<boolean> {
    const abort = new AbortController();
    running.current = abort;
    setState("running");
    setError(null);
    try {
      const response = await fetch(routes.traces(number), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
        signal: abort.signal,
      });
      const answer = (await response.json()) as { error?: ToldError };
      setError(answer.error ?? null);
      setState(answer.error ? "idle" : "done");
      if (!answer.error) router.refresh();
      return !answer.error;
    } catch {
      setState(abort.signal.aborted ? "stopped" : "idle");
      if (!abort.signal.aborted) setError({ code: "unavailable" });
      return false;
    } finally {
      running.current = null;
    }
  }
  return { start, stop: () => running.current?.abort(), state, error };
}
