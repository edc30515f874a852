"use server";

import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { commandReasons, holdReasons, purgeReasons } from "@/lib/domain/case/reasons";
import { referralSchema } from "@/lib/domain/lane/referral";
import { holdDaysAtMost, laneKinds } from "@/lib/domain/lane/stay";
import { holdNotices } from "@/lib/usecases/hold-notices";
import { decideLaneExit, proposeLaneExit } from "@/lib/usecases/leave-lane";
import { purgeEvidence } from "@/lib/usecases/purge-evidence";
import { referCase } from "@/lib/usecases/refer-case";
import { setLaneKind, takeLaneCase } from "@/lib/usecases/take-lane-case";

const one = z.strictObject({ id: z.uuid() });
const on = z.strictObject({
  wanted: z.literal("on"),
  reason: z.enum(holdReasons.on),
  days: z.int().min(1).max(holdDaysAtMost),
});
const off = z.strictObject({ wanted: z.literal("off"), reason: z.enum(holdReasons.off) });

export const takeOn = actorAction
  .inputSchema(one.extend({ isMine: z.boolean() }))
  .action(({ parsedInput: { id, isMine }, ctx }) => takeLaneCase(ctx.actor, { ref: { id }, isMine }));

export const setKind = actorAction
  .inputSchema(one.extend({ kind: z.enum(laneKinds) }))
  .action(({ parsedInput: { id, kind }, ctx }) => setLaneKind(ctx.actor, { ref: { id }, kind }));

export const refer = actorAction
  .inputSchema(one.extend({ referral: referralSchema }))
  .action(({ parsedInput: { id, referral }, ctx }) => referCase(ctx.actor, { ref: { id }, referral }));

export const hold = actorAction
  .inputSchema(one.extend({ decision: z.discriminatedUnion("wanted", [on, off]) }))
  .action(({ parsedInput: { id, decision }, ctx }) => holdNotices(ctx.actor, { ref: { id }, ...decision }));

export const purge = actorAction
  .inputSchema(one.extend({ reason: z.enum(purgeReasons) }))
  .action(({ parsedInput: { id, reason }, ctx }) => purgeEvidence(ctx.actor, { ref: { id }, reason }));

export const proposeExit = actorAction
  .inputSchema(one.extend({ reason: z.enum(commandReasons.leave_lane) }))
  .action(({ parsedInput: { id, reason }, ctx }) => proposeLaneExit(ctx.actor, { ref: { id }, reason }));

export const decideExit = actorAction
  .inputSchema(one.extend({ decision: z.enum(["confirmed", "declined", "withdrawn"]) }))
  .action(({ parsedInput: { id, decision }, ctx }) => decideLaneExit(ctx.actor, { ref: { id }, decision }));
