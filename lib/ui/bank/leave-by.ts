import type { useRun } from "@/lib/ui/use-run";
import type { Left } from "./use-folder";

type Run = ReturnType<typeof useRun>["run"];

/** A batch through an action: null where it was refused, with the reason beside the form. */
export async function leaveBy(
  run: Run,
  action: () => ReturnType<Parameters<typeof run<Left>>[0]>,
): Promise<Left | null> {
  let left: Left | null = null;
  await run<Left>(action, (data) => {
    left = data ?? null;
  });
  return left;
}
