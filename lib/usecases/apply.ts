import "server-only";
import { randomUUID } from "node:crypto";
import { sealText } from "@/lib/adapters/sealed-text";
import { networkAddressDigest } from "@/lib/db/access-log";
import { createApplicant } from "@/lib/db/applicants";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { holdersOf, notify } from "@/lib/db/notifications";
import { spend } from "@/lib/db/rate-limits";
import type { UserActor } from "@/lib/domain/access/actor";
import { DomainError, forbidden } from "@/lib/domain/errors";
import { readSettings } from "@/lib/domain/settings";
import { applicationTextSchema, type ApplicationInput } from "@/lib/domain/vetting/application";
import { assertNewPassword } from "./assert-new-password";
import { hashPassword } from "./password-hash";

export interface Applying extends ApplicationInput {
  networkAddress: string;
  requestId: string;
}

/**
 * Takes an application in. Whether the address has an account already is told to its owner and to nobody else: the answer is the
 * same, and the same work is done.
 * @throws DomainError `forbidden` (applications_closed), `invalid_input` (password_…), `limited`.
 */
export async function apply(input: Applying): Promise<void> {
  const settings = readSettings(await db().setting.findMany({ where: { key: "applications_open" } }));
  if (!settings.applications_open) throw forbidden("applications_closed");
  await spend("application_address", networkAddressDigest(input.networkAddress, new Date()));
  await spend("application_email", input.email);
  await spend("application", "everybody");
  await assertNewPassword(input.password, input);
  const passwordHash = await hashPassword(input.password);
  const id = randomUUID();
  const content = sealText("vetting", `application:${id}`, JSON.stringify(applicationTextSchema.parse(input)));
  const actor: UserActor = { kind: "user", id, pseudonym: input.pseudonym, roles: [], requestId: input.requestId };
  const { email, pseudonym, tracks, languages } = input;
  try {
    await change(actor, "person.applied", {}, async (tx) => {
      if (await tellOwner(tx, email)) return;
      await createApplicant(tx, { id, email, pseudonym, passwordHash, origin: "form", tracks, languages, content });
      await notify(tx, { to: await holdersOf(tx, "admin"), kind: "application_received", params: { pseudonym } });
    });
  } catch (error) {
    if (!(error instanceof DomainError && error.reason === "already_exists")) throw error;
    await change(actor, "person.applied", {}, (tx) => tellOwner(tx, email));
  }
}

/** True where the address is somebody's, who then knows that it was used here. */
async function tellOwner(tx: Tx, email: string): Promise<boolean> {
  const owner = await tx.user.findUnique({ where: { email }, select: { id: true } });
  if (owner === null) return false;
  await notify(tx, { to: [owner.id], kind: "applied_again", params: {} });
  return true;
}
