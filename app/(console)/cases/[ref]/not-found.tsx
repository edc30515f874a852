import { NothingHere } from "@/lib/ui/shell/nothing-here";

/** Inside the console, so that the way back to the queue stays at hand. The same words for a case that is not there and one that is not theirs. */
export default function CaseNotFound() {
  return <NothingHere />;
}
