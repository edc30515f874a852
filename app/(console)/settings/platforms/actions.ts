"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { channelAddressSchema, channelEditSchema } from "@/lib/domain/notices/channel-edit";
import { routes } from "@/lib/routes";
import { editChannel } from "@/lib/usecases/edit-channel";
import { proposeChannelAddress } from "@/lib/usecases/propose-channel-address";

const one = z.object({ id: z.string().max(80) });

const platformAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath(routes.platforms());
  return result;
});

export const saveChannel = platformAction
  .inputSchema(channelEditSchema.extend(one.shape))
  .action(({ ctx, parsedInput: { id, ...edit } }) => editChannel(ctx.actor, id, edit));

export const proposeAddress = platformAction
  .inputSchema(channelAddressSchema.extend(one.shape))
  .action(({ ctx, parsedInput: { id, ...address } }) => proposeChannelAddress(ctx.actor, id, address));
