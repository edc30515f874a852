import "server-only";
import { createSafeActionClient } from "next-safe-action";
import {
  assertNotShutOut,
  currentRequestId,
  requireActor,
  requirePerson,
  requireSignedIn,
} from "@/lib/auth/current-actor";
import { DomainError, type ToldError } from "@/lib/domain/errors";
import { loggerOf } from "@/lib/logger";

async function tell(error: unknown): Promise<ToldError> {
  if (error instanceof DomainError) return { code: error.code, reason: error.reason, details: error.details };
  const requestId = await currentRequestId();
  loggerOf(requestId).error({ err: error }, "action failed");
  return { code: "unexpected", requestId };
}

/** For actions of people who have not signed in. Refusals come back as `serverError`, in codes that the screen puts into words. */
export const publicAction = createSafeActionClient({
  handleServerError: tell,
  defaultValidationErrorsShape: "flattened",
}).use(async ({ next }) => next({ ctx: { requestId: await currentRequestId() } }));

/** For accepting the charter, which comes before everything else. */
export const signedInAction = publicAction.use(async ({ next }) => next({ ctx: { actor: await requireSignedIn() } }));

/** For what somebody may do who is not admitted yet: tell the rest of an application, train. */
export const personAction = publicAction.use(async ({ next }) => next({ ctx: { actor: await requirePerson() } }));

/** For everybody else's: `ctx.actor` is who asks; the use case decides whether they may. */
export const actorAction = publicAction.use(async ({ next }) => {
  // An answer rather than another page: what was typed stays where it is.
  await assertNotShutOut();
  return next({ ctx: { actor: await requireActor() } });
});
