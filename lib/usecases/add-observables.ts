import "server-only";
import { sealText } from "@/lib/adapters/sealed-text";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { addObservables, type NewObservable, type ObservableSource, type Seal } from "@/lib/db/observables";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { invalidInput } from "@/lib/domain/errors";
import { rulesOf, type ObservableSubkind } from "@/lib/domain/observables/observable";
import { parseObservable } from "@/lib/domain/observables/parse-observable";

/** Seals what could lead to a payee or a caller; opened again by revealObservable alone. */
export const sealObservable: Seal = (subject, text) => sealText("observable", subject, text);

export interface GivenObservable {
  readonly subkind: ObservableSubkind;
  readonly text: string;
}

const atOnce = 50;

/**
 * Adds values to a case, each read again here: what the browser recognised is only what was asked. A value that another has added
 * already is no error and no news, so that nobody learns from adding what stands there.
 * @throws DomainError `invalid_input observable` with the first text's problem, `conflict case_takes_no_evidence`.
 */
export async function addObservablesTo(
  actor: UserActor,
  { ref, given, source = "reviewer" }: { ref: CaseRef; given: readonly GivenObservable[]; source?: ObservableSource },
): Promise<{ number: number; count: number }> {
  if (given.length === 0 || given.length > atOnce) throw invalidInput("batch_size", { maximum: atOnce });
  const list = distinct(given, source);
  return change(actor, "case.observables_added", {}, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, ref, true);
    assertCan(actor, "case:add_observable", current.facts);
    const count = await addObservables(tx, actor, current.id, list, sealObservable);
    return { number: current.number, count };
  });
}

function distinct(given: readonly GivenObservable[], source: ObservableSource): NewObservable[] {
  const list = new Map<string, NewObservable>();
  for (const { subkind, text } of given) {
    const reading = parseObservable(subkind, text);
    if (!reading.ok) throw invalidInput("observable", { subkind: reading.subkind, problem: reading.problem });
    const { observable } = reading;
    list.set(`${rulesOf(observable.subkind).kind} ${observable.subkind} ${observable.canonical}`, {
      observable,
      source,
    });
  }
  return [...list.values()];
}
