import { closeDb } from "@/lib/db/client";
import { seedReference } from "@/lib/db/seed-reference";

/** The rows that this version brings along and the database lacks: the desks of the platforms. After every migration. */
export async function seedProduct(): Promise<void> {
  await seedReference().finally(closeDb);
}
