import type { useRun } from "@/lib/ui/use-run";
import type { Leave, Left } from "./use-folder";

type Run = ReturnType<typeof useRun>["run"];

/** A batch through an action: where it was refused the reason stands beside the form, null where nobody answered. */
export async function leaveBy(run: Run, action: () => ReturnType<Parameters<typeof run<Left>>[0]>): ReturnType<Leave> {
  let left: Awaited<ReturnType<Leave>> = null;
  const asked = async () => {
    const answer = await action();
    if (answer.serverError !== undefined && answer.serverError.code !== "unavailable") left = "refused";
    return answer;
  };
  await run<Left>(asked, (data) => {
    left = data ?? null;
  });
  return left;
}
