import { useEffect, useState } from "react";
import type { CaseRow } from "@/lib/queries/list-cases";

const everyMs = 30_000;

/** How many rows are no longer as shown. Asks while the page is looked at, and moves nothing by itself. */
export function useChangedRows(search: string, asOf: string, rows: readonly CaseRow[]): number {
  const seen = rows.map((row) => `${String(row.number)}.${String(row.version)}`).join(",");
  const [known, setKnown] = useState({ asOf, changed: 0 });
  useEffect(() => {
    const asked = new URLSearchParams(search);
    asked.set("since", asOf);
    asked.set("seen", seen);
    const leave = new AbortController();
    const ask = async () => {
      if (document.hidden) return;
      try {
        const response = await fetch(`/api/cases/changes?${asked.toString()}`, { signal: leave.signal });
        if (!response.ok) return;
        const { changed } = (await response.json()) as { changed: number };
        setKnown({ asOf, changed });
      } catch {
        // Off line, or the page was left: the next question comes in half a minute.
      }
    };
    const timer = setInterval(() => void ask(), everyMs);
    const onShown = () => void ask();
    document.addEventListener("visibilitychange", onShown);
    return () => {
      leave.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onShown);
    };
  }, [search, asOf, seen]);
  return known.asOf === asOf ? known.changed : 0;
}
