import "server-only";
import { db } from "@/lib/db/client";
import { readMode, type StandingMode } from "@/lib/domain/access/mode";

/** How the desk stands at this moment. */
export async function getMode(): Promise<StandingMode> {
  const row = await db().setting.findUnique({ where: { key: "mode" } });
  return readMode(row?.value);
}
