"use client";

import { useCallback, useEffect, useState } from "react";
import type { ToldError } from "@/lib/domain/errors";
import type { LoggedLine, Recognised } from "@/lib/domain/intake/log-lines";
import { routes } from "@/lib/routes";

const askAfterMs = 150;
const askAtMost = 100;
const askAgainSeconds = 10;

export const lineKey = ({ text, platform }: LoggedLine): string => `${platform ?? ""}\u001f${text}`;

interface Answered {
  known: ReadonlyMap<string, readonly Recognised[]>;
  error: ToldError | null;
}

async function ask(lines: readonly LoggedLine[], signal: AbortSignal): Promise<Recognised[]> {
  const response = await fetch(routes.recognise(), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ lines }),
    signal,
  });
  const body = (await response.json()) as { found?: Recognised[]; error?: ToldError };
  if (body.found) return body.found;
  throw Object.assign(new Error("refused"), { told: body.error ?? { code: "unavailable" } });
}

/**
 * What the desk knows about each line, asked a moment after the typing stops and never twice about the same text. While nothing has
 * come back a line simply has no chip: the form does not wait for it.
 */
export function useRecognised(lines: readonly LoggedLine[]): Answered & { forget: () => void } {
  const [answered, setAnswered] = useState<Answered>({ known: new Map(), error: null });
  const [attempt, setAttempt] = useState(0);
  const missing = lines
    .filter((line) => line.text.trim() !== "" && !answered.known.has(lineKey(line)))
    .slice(0, askAtMost);
  const shape = missing.map(lineKey).join("\u001e");

  useEffect(() => {
    if (shape === "") return;
    const asked = shape.split("\u001e").map((key): LoggedLine => {
      const [platform = "", text = ""] = key.split("\u001f");
      return platform === "" ? { text } : { text, platform: platform as NonNullable<LoggedLine["platform"]> };
    });
    const abort = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    const timer = setTimeout(() => {
      ask(asked, abort.signal)
        .then((found) =>
          setAnswered(({ known }) => {
            const next = new Map(known);
            asked.forEach((line, index) =>
              next.set(
                lineKey(line),
                found.filter((one) => one.line === index),
              ),
            );
            return { known: next, error: null };
          }),
        )
        .catch((error: unknown) => {
          if (abort.signal.aborted) return;
          const told = (error as { told?: ToldError }).told ?? { code: "unavailable" as const };
          setAnswered(({ known }) => ({ known, error: told }));
          const seconds = typeof told.details?.["seconds"] === "number" ? told.details["seconds"] : askAgainSeconds;
          again = setTimeout(() => setAttempt((count) => count + 1), seconds * 1000);
        });
    }, askAfterMs);
    return () => {
      clearTimeout(timer);
      clearTimeout(again);
      abort.abort();
    };
  }, [shape, attempt]);

  const forget = useCallback(() => setAnswered({ known: new Map(), error: null }), []);
  return { ...answered, forget };
}
