import type { LineCount } from "./count-lines";
import type { LogDraft } from "./log-draft";

/** What the form cannot be handed in without, in the order of the page. */
export type Lack = "address" | "track" | "age";

export function lacksOf(draft: LogDraft, count: LineCount): Lack[] {
  const lacks: Lack[] = [];
  if (draft.lines.length === 0 && draft.typed.trim() === "") lacks.push("address");
  // Lines of which nothing is known yet may well be addresses: the server says.
  else if (count.addresses === 0 && count.pending === 0) lacks.push("address");
  if (draft.track === null) lacks.push("track");
  if (draft.ageAnswer === null) lacks.push("age");
  return lacks;
}
