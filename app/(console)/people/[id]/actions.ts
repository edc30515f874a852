"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { rolesSchema } from "@/lib/domain/access/person";
import { tracks } from "@/lib/domain/case/vocabulary";
import { noteSchema, refusalReasons } from "@/lib/domain/vetting/application";
import { routes } from "@/lib/routes";
import { admitPerson } from "@/lib/usecases/admit-person";
import { openTraining } from "@/lib/usecases/open-training";
import { refuseApplication } from "@/lib/usecases/refuse-application";
import { renewVetting } from "@/lib/usecases/renew-vetting";
import { setReviewTracks } from "@/lib/usecases/set-review-tracks";

const one = z.object({ id: z.uuid() });
const onTracks = z.array(z.enum(tracks)).max(tracks.length);

const recordAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath(routes.people(), "layout");
  return result;
});

export const admit = recordAction
  .inputSchema(one.extend({ roles: rolesSchema, tracks: onTracks }))
  .action(({ ctx, parsedInput: { id, ...wanted } }) => admitPerson(ctx.actor, id, wanted));

export const refuse = recordAction
  .inputSchema(one.extend({ reason: z.enum(refusalReasons), note: noteSchema }))
  .action(({ ctx, parsedInput: { id, ...why } }) => refuseApplication(ctx.actor, id, why));

export const goFurther = recordAction
  .inputSchema(one)
  .action(({ ctx, parsedInput }) => openTraining(ctx.actor, parsedInput.id));

export const renew = recordAction
  .inputSchema(one)
  .action(({ ctx, parsedInput }) => renewVetting(ctx.actor, parsedInput.id));

export const setTracks = recordAction
  .inputSchema(one.extend({ tracks: onTracks }))
  .action(({ ctx, parsedInput }) => setReviewTracks(ctx.actor, parsedInput.id, parsedInput.tracks));
