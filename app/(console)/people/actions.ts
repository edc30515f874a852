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
const seen = <T>(result: T): T => (revalidatePath(routes.people()), result);

export const invite = actorAction
  .inputSchema(z.object({ roles: rolesSchema, note: z.string().trim().max(80) }))
  .action(async ({ ctx, parsedInput }) => {
    const { token } = await invitePerson(ctx.actor, parsedInput);
    return seen(`${env().publicUrl}${routes.invitation(token)}`);
  });

export const revokeLink = actorAction.inputSchema(one).action(async ({ ctx, parsedInput }) => seen(await revokeInvitation(ctx.actor, parsedInput.id)));

export const giveRoles = actorAction
  .inputSchema(one.extend({ roles: rolesSchema }))
  .action(async ({ ctx, parsedInput }) => seen(await setRoles(ctx.actor, parsedInput.id, parsedInput.roles)));

export const suspend = actorAction
  .inputSchema(one.extend({ reason: z.enum(suspensionReasons) }))
  .action(async ({ ctx, parsedInput }) => seen(await suspendPerson(ctx.actor, parsedInput.id, parsedInput.reason)));

export const reinstate = actorAction.inputSchema(one).action(async ({ ctx, parsedInput }) => seen(await reinstatePerson(ctx.actor, parsedInput.id)));
