import { expect, it } from "vitest";
import type { ObservableSubkind } from "@/lib/domain/observables/observable";
import { isCanonical, parseObservable } from "@/lib/domain/observables/parse-observable";

/** [kind that it is said to be, text, canonical value or problem, the kind it turns out to be]. */
export type ObservableRow = readonly [ObservableSubkind, string, string, ObservableSubkind?];

/** One test a row: it is read as that, and what was read is in its one spelling. */
export function testObservableRows(rows: readonly ObservableRow[]): void {
  it.each(rows.map((row) => ({ row, name: `${row[0]} ${JSON.stringify(row[1])} is ${row[2]}` })))(
    "$name",
    ({ row }) => {
      const [subkind, text, expected, turnsOut] = row;
      const reading = parseObservable(subkind, text);
      expect(reading.ok ? reading.observable.canonical : reading.problem).toBe(expected);
      expect(reading.ok ? reading.observable.subkind : subkind).toBe(turnsOut ?? subkind);
      if (reading.ok) expect(isCanonical(reading.observable)).toBe(true);
    },
  );
}
