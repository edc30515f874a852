import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { readObservables } from "@/lib/db/observables";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import { lexemesOf } from "@/lib/domain/addresses/lexemes";
import { findingsOf } from "@/lib/domain/traces/findings";
import { readLink } from "@/lib/domain/traces/read-link";
import { hopsSchema, readTraceEnd } from "@/lib/domain/traces/trace";

const shownAtMost = 20;
const suggestedAtMost = 8;

/** Platforms whose profiles are nothing but links. */
const hubs = new Set(["linktree", "allmylinks", "beacons", "web"]);

/**
 * The redirect traces of a case, latest first, with what they say, and links to trace: those kept as observables first, then those
 * that its reports name. Null for whoever may not trace:
 * a volunteer sees nothing of it.
 */
export async function getTraces(actor: UserActor, ref: CaseRef) {
  const current = await getCaseSnapshot(db(), actor, ref);
  if (!can(actor, "case:trace_link", current.facts)) return null;
  const caseId = current.id;
  const [rows, total, kept, named] = await Promise.all([
    db().redirectTrace.findMany({
      where: { caseId },
      orderBy: [{ startedAt: "desc" }, { id: "asc" }],
      take: shownAtMost,
    }),
    db().redirectTrace.count({ where: { caseId } }),
    readObservables(db(), [caseId], { kinds: ["link"] }),
    linksOf(caseId, current.accountId, hubs.has(current.platformId)),
  ]);
  const traces = rows.map(({ id, asked, startedAt, finalUrl, endedBecause, hops: written }) => {
    const hops = hopsSchema.parse(written);
    return {
      id,
      asked,
      startedAt,
      final: finalUrl,
      because: readTraceEnd(endedBecause),
      hops,
      ...findingsOf(hops, finalUrl),
    };
  });
  const traced = new Set(traces.map(({ asked }) => readLink(asked)));
  // What a trace itself found is where it led, not where to begin.
  const own = can(actor, "case:read_observables", current.facts)
    ? kept.flatMap(({ value, source }) => (value === null || source === "trace" ? [] : [value]))
    : [];
  return { traces, total, suggested: linksToTrace([...own, ...named], traced) };
}
export type CaseTraces = NonNullable<Awaited<ReturnType<typeof getTraces>>>;
export type ShownTrace = CaseTraces["traces"][number];

/** Each once, however it was written, and none that was traced already. */
function linksToTrace(links: readonly string[], traced: ReadonlySet<string | null>): string[] {
  const seen = new Set(traced);
  const left = links.filter((link) => {
    const read = readLink(link);
    const isNew = !seen.has(read);
    seen.add(read);
    return isNew;
  });
  return left.slice(0, suggestedAtMost);
}

/** Links that the reports name in words, and the account's own page where that is a page of links. */
async function linksOf(caseId: string, accountId: string, isHub: boolean): Promise<string[]> {
  const [reports, account] = await Promise.all([
    db().report.findMany({ where: { caseId }, select: { observed: true }, orderBy: { observedAt: "desc" }, take: 20 }),
    db().account.findUnique({ where: { id: accountId }, select: { profileUrl: true } }),
  ]);
  const named = reports.flatMap(({ observed }) =>
    observed
      .split("\n")
      .flatMap(lexemesOf)
      .flatMap((lexeme) => (lexeme.type === "link" && !lexeme.isWeak ? [lexeme.text] : [])),
  );
  const own = isHub && account !== null ? [account.profileUrl] : [];
  const links = [...named, ...own].filter(
    (link) => (readLink(link) !== null && link !== account?.profileUrl) || own.includes(link),
  );
  return [...new Set(links)].slice(0, suggestedAtMost);
}
