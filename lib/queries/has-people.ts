import "server-only";
import { db } from "@/lib/db/client";

/** False only before the first administrator. The invented people of the sample cases cannot sign in and do not count. */
export async function hasPeople(): Promise<boolean> {
  return (await db().user.findFirst({ where: { isSample: false }, select: { id: true } })) !== null;
}
