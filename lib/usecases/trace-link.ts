import "server-only";
import { OutgoingPages } from "@/lib/adapters/outgoing-pages";
import { recordAccess } from "@/lib/db/access-log";
import { getCaseSnapshot, type CaseRef, type CaseSnapshot } from "@/lib/db/case-facts";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { addObservables } from "@/lib/db/observables";
import { spend } from "@/lib/db/rate-limits";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { DomainError, invalidInput } from "@/lib/domain/errors";
import { landingDomainOf } from "@/lib/domain/traces/landing-domain";
import { identifyingParts } from "@/lib/domain/traces/identifying";
import { readLink } from "@/lib/domain/traces/read-link";
import { observablesOf } from "@/lib/domain/traces/observables";
import type { Trace, TraceEnd } from "@/lib/domain/traces/trace";
import type { TraceInput } from "@/lib/domain/traces/trace-input";
import { sealObservable } from "./add-observables";
import { followLink, type PageSource } from "./follow-link";

/**
 * Follows a link of an account to where it leads, because a person asked, and keeps the chain as text. Nothing is open in the database
 * while the network is asked: a process that dies in between leaves nothing half done.
 * @throws DomainError `invalid_input trace_link_form|link_may_identify`, `limited traces_slowed`, `unavailable trace_stopped`.
 */
export async function traceLink(
  actor: UserActor,
  { ref, url, isAcknowledged }: TraceInput & { ref: CaseRef },
  {
    pages = new OutgoingPages(),
    signal = new AbortController().signal,
  }: { pages?: PageSource; signal?: AbortSignal } = {},
): Promise<{ id: string; because: TraceEnd }> {
  const link = readLink(url);
  // Asked before anybody is asked outside: may they, is the desk in its normal mode, has it not been taken from them meanwhile.
  const { id: caseId } = await change(actor, "case.link_traced", {}, (tx) => mayTrace(tx, actor, ref));
  if (link === null) throw invalidInput("trace_link_form");
  if (!isAcknowledged && identifyingParts(link).length > 0) throw invalidInput("link_may_identify");
  await spend("trace_link", actor.id);
  await recordAccess({ actor, kind: "link_traced", subject: caseId, requestId: actor.requestId });
  const startedAt = new Date();
  const { hops, final, because } = await followLink(pages, url, signal);
  return change(actor, "case.link_traced", {}, async (tx) => {
    await mayTrace(tx, actor, ref);
    const { id } = await tx.redirectTrace.create({
      data: {
        ...{ caseId, startedBy: actor.id, startedAt, endedAt: new Date(), asked: url, endedBecause: because },
        hops: hops.map((hop) => ({ ...hop, notes: [...hop.notes] })),
        finalUrl: final,
        landingDomain: final === null ? null : landingDomainOf(final),
      },
    });
    await nameAction(tx, "case.observables_added");
    await addWhatTies(tx, actor, caseId, { hops, final });
    return { id, because };
  });
}

/** A case that holds as many values as it may keeps its trace all the same. */
async function addWhatTies(
  tx: Tx,
  actor: UserActor,
  caseId: string,
  trace: Pick<Trace, "hops" | "final">,
): Promise<void> {
  const list = observablesOf(trace).map((observable) => ({ observable, source: "trace" as const }));
  await addObservables(tx, actor, caseId, list, sealObservable).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.reason !== "too_many_observables") throw error;
  });
}

async function mayTrace(tx: Tx, actor: UserActor, ref: CaseRef): Promise<CaseSnapshot> {
  const current = await getCaseSnapshot(tx, actor, ref);
  assertCan(actor, "case:trace_link", current.facts);
  return current;
}
