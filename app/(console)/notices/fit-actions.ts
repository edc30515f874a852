"use server";

import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { noticeNumber } from "@/lib/domain/notices/notice-edit";
import { askRdap } from "@/lib/usecases/ask-rdap";

export const askRegistry = actorAction
  .inputSchema(
    z.strictObject({
      caseNumbers: z.array(noticeNumber).min(1).max(100),
      of: z.enum(["registrar", "host"]),
      name: z.string().min(1).max(253),
    }),
  )
  .action(({ ctx, parsedInput }) => askRdap(ctx.actor, parsedInput));
