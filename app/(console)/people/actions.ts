"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { rolesSchema } from "@/lib/domain/access/person";
import { suspensionReasons } from "@/lib/domain/access/suspension";
import { env } from "@/lib/env";
import { routes } from "@/lib/routes";
import { invitePerson } from "@/lib/usecases/invite-person";
import { reinstatePerson } from "@/lib/usecases/reinstate-person";
import { revokeInvitation } from "@/lib/usecases/revoke-invitation";
import { setRoles } from "@/lib/usecases/set-roles";
import { suspendPerson } from "@/lib/usecases/suspend-person";

const one = z.object({ id: z.uuid() });
const invitation = z.object({ roles: rolesSchema, note: z.string().trim().max(80) });

/** What was done is on the list when the answer is. */
const peopleAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath(routes.people());
  return result;
});

export const invite = peopleAction.inputSchema(invitation).action(async ({ ctx, parsedInput }) => {
  const { token } = await invitePerson(ctx.actor, parsedInput);
  return `${env().publicUrl}${routes.invitation(token)}`;
});

export const revokeLink = peopleAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => revokeInvitation(ctx.actor, id));

export const giveRoles = peopleAction
  .inputSchema(one.extend({ roles: rolesSchema }))
  .action(({ ctx, parsedInput: { id, roles } }) => setRoles(ctx.actor, id, roles));

export const suspend = peopleAction
  .inputSchema(one.extend({ reason: z.enum(suspensionReasons) }))
  .action(({ ctx, parsedInput: { id, reason } }) => suspendPerson(ctx.actor, id, reason));

export const reinstate = peopleAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => reinstatePerson(ctx.actor, id));
