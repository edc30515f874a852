import "server-only";
import { randomUUID } from "node:crypto";
import { networkAddressDigest } from "@/lib/db/access-log";
import { change, nameAction } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { lockPeople } from "@/lib/db/people";
import { spend } from "@/lib/db/rate-limits";
import type { UserActor } from "@/lib/domain/access/actor";
import { tracks, type Role } from "@/lib/domain/case/vocabulary";
import { conflict, invalidInput } from "@/lib/domain/errors";
import { admittedAs } from "@/lib/domain/vetting/standing";
import { assertNewPassword } from "./assert-new-password";
import { hashSetupCode } from "./issue-setup-code";
import { hashPassword } from "./password-hash";

export interface FirstAdminInput {
  code: string;
  email: string;
  pseudonym: string;
  password: string;
  organisation: string;
  /** A desk of one must be able to work: the first administrator may hold the reviewer's role as well. */
  reviewsToo: boolean;
  networkAddress: string;
  requestId: string;
}

/**
 * Makes the first administrator, for whoever can read the terminal where the server was started. Works while nobody has an account;
 * of several at once one wins.
 * @throws DomainError `invalid_input` (setup_code, password_…), `conflict` (setup_done), `limited`.
 */
export async function createFirstAdmin(input: FirstAdminInput): Promise<UserActor> {
  if ((await db().user.findFirst({ where: { isSample: false } })) !== null) throw conflict("setup_done");
  await spend("setup_address", networkAddressDigest(input.networkAddress, new Date()));
  await spend("setup", "everybody");
  const code = { codeHash: hashSetupCode(input.code), usedAt: null, expiresAt: { gt: new Date() } };
  if ((await db().setupCode.findFirst({ where: code })) === null) throw invalidInput("setup_code");
  await assertNewPassword(input.password, input);
  const passwordHash = await hashPassword(input.password);
  const roles: Role[] = input.reviewsToo ? ["reviewer", "admin"] : ["admin"];
  const actor: UserActor = {
    kind: "user",
    id: randomUUID(),
    pseudonym: input.pseudonym,
    roles,
    requestId: input.requestId,
  };
  await change(actor, "person.created", { reason: "first_start" }, async (tx) => {
    await lockPeople(tx);
    if ((await tx.user.findFirst({ where: { isSample: false } })) !== null) throw conflict("setup_done");
    const { count } = await tx.setupCode.updateMany({ where: code, data: { usedAt: new Date() } });
    if (count === 0) throw invalidInput("setup_code");
    await tx.user.create({
      data: {
        id: actor.id,
        email: input.email,
        pseudonym: input.pseudonym,
        passwordHash,
        // Nobody is there who could vouch for them or train them.
        ...admittedAs(roles, roles.includes("reviewer") ? tracks : [], new Date()),
      },
    });
    await nameAction(tx, "setting.changed");
    const value = input.organisation;
    await tx.setting.upsert({
      where: { key: "organisation_name" },
      create: { key: "organisation_name", value },
      update: { value },
    });
  });
  return actor;
}
