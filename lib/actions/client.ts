import "server-only";
import { createSafeActionClient } from "next-safe-action";
import { redirect } from "next/navigation";
import {
  assertNotShutOut,
  currentRequestId,
  getHolder,
  requireActor,
  requirePerson,
  requireSignedIn,
} from "@/lib/auth/current-actor";
import { DomainError, type ToldError } from "@/lib/domain/errors";
import { loggerOf } from "@/lib/logger";
import { routes } from "@/lib/routes";

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

/** For the pages of the second factor: `ctx.holder` has shown a password and perhaps nothing else. */
export const holderAction = publicAction.use(async ({ next }) => {
  const holder = await getHolder();
  if (holder === null) redirect(routes.signIn());
  return next({ ctx: { holder } });
});

/** For everybody else's: `ctx.actor` is who asks; the use case decides whether they may. */
export const actorAction = publicAction.use(async ({ next }) => {
  // An answer rather than another page: what was typed stays where it is.
  await assertNotShutOut();
  return next({ ctx: { actor: await requireActor() } });
});
