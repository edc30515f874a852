import "server-only";
import type { CaseSnapshot } from "./case-facts";
import type { Tx } from "./client";

/**
 * Blanks the case and leaves its tombstone. The database's own function does it, as owner; the application can neither delete
 * nor rewrite by itself. Returns the version of the tombstone.
 */
export async function eraseCaseContent(
  tx: Tx,
  current: Pick<CaseSnapshot, "id">,
): Promise<{ state: "erased"; version: number }> {
  await tx.$queryRaw`SELECT erase_case(${current.id}::uuid)`;
  const { version } = await tx.case.findUniqueOrThrow({ where: { id: current.id }, select: { version: true } });
  return { state: "erased", version };
}
