import "server-only";
import { db } from "@/lib/db/client";
import { readSettings } from "@/lib/domain/settings";

/** Whether strangers may apply here, and to whom. */
export async function getApplyPage(): Promise<{ isOpen: boolean; organisation: string }> {
  const rows = await db().setting.findMany({ where: { key: { in: ["applications_open", "organisation_name"] } } });
  const settings = readSettings(rows);
  return { isOpen: settings.applications_open, organisation: settings.organisation_name };
}
