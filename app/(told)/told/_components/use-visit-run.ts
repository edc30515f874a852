import { use } from "react";
import { useRun } from "@/lib/ui/use-run";
import { VisitContext } from "./told-frame";

/** As everywhere, but that a visit which ended elsewhere takes the page off the screen instead of a line beside the form. */
export function useVisitRun(): ReturnType<typeof useRun> {
  const visit = use(VisitContext);
  const runner = useRun();
  const run: typeof runner.run = (action, onDone) =>
    runner.run(async () => {
      const answer = await action();
      if (answer.serverError?.reason === "told_over") visit?.onOver();
      return answer;
    }, onDone);
  return { ...runner, run };
}
