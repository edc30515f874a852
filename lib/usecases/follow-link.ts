import "server-only";
import type { OutgoingPages, PageAnswer } from "@/lib/adapters/outgoing-pages";
import { innerLink } from "@/lib/domain/addresses/unwrap-link";
import { DomainError } from "@/lib/domain/errors";
import { asUrl } from "@/lib/domain/addresses/as-url";
import { nextStep, withoutFragment } from "@/lib/domain/traces/next-step";
import { readLink } from "@/lib/domain/traces/read-link";
import { traceEnds, type Hop, type HopNote, type HopWay, type Trace, type TraceEnd } from "@/lib/domain/traces/trace";

const traceBounds = { askedAtMost: 10, hopsAtMost: 40, milliseconds: 20_000 };

/** The way out, or what stands for it in a test. */
export type PageSource = Pick<OutgoingPages, "get">;

/**
 * Follows a link hop by hop: each address is asked once, through the guard; wrappers are read and not asked. Every end is an answer,
 * with its reason. No transaction may be open around it.
 * @throws DomainError `unavailable trace_stopped` where whoever asked gave up.
 */
export async function followLink(pages: PageSource, link: string, signal: AbortSignal): Promise<Trace> {
  const late = AbortSignal.timeout(traceBounds.milliseconds);
  const stop = AbortSignal.any([signal, late]);
  const hops: Hop[] = [];
  const seen = new Set<string>();
  let final: string | null = null;
  let asked = 0;
  let url = readLink(link);
  let how: HopWay = "asked";
  const endOf = (because: TraceEnd): Trace => ({ url: link, hops, final, because });
  if (url === null) return endOf("bad_link");
  for (;;) {
    if (seen.has(withoutFragment(url))) return endOf("loop");
    seen.add(withoutFragment(url));
    if (hops.length >= traceBounds.hopsAtMost) return endOf("too_many_hops");
    const hop = { url, how, at: new Date().toISOString() };
    const inner = asUrl(innerLink(url) ?? "");
    if (inner !== null) {
      hops.push({ ...hop, ...unanswered, notes: ["not_asked"] });
      [url, how] = [inner.href, "unwrap"];
      continue;
    }
    if (asked >= traceBounds.askedAtMost) return endOf("too_many_hops");
    asked += 1;
    const begun = performance.now();
    const took = (): number => Math.round(performance.now() - begun);
    let answer: PageAnswer;
    try {
      answer = await pages.get(url, stop);
    } catch (error) {
      if (signal.aborted) throw new DomainError("unavailable", "trace_stopped", {}, { cause: error });
      const { because, address } = faultOf(error);
      hops.push({ ...hop, ...unanswered, address, milliseconds: took(), notes: [] });
      return endOf(late.aborted ? "too_long" : because);
    }
    if (signal.aborted) throw new DomainError("unavailable", "trace_stopped");
    final = url;
    const next = nextStep(answer, url);
    const { status, address, cookies: cookiesRefused } = answer;
    hops.push({
      ...hop,
      status,
      address,
      milliseconds: took(),
      cookiesRefused,
      notes: [...next.notes, ...notesOf(answer)],
    });
    if ("because" in next) return endOf(next.because);
    ({ to: url, how } = next);
  }
}

const unanswered = { status: null, address: null, milliseconds: 0, cookiesRefused: 0 } as const;

function notesOf({ isCut, isUnreadable }: PageAnswer): HopNote[] {
  return [...(isCut ? (["cut"] as const) : []), ...(isUnreadable ? (["unreadable"] as const) : [])];
}

/** The guard's refusals in the words of a trace. */
function faultOf(error: unknown): { because: TraceEnd; address: string | null } {
  if (!(error instanceof DomainError)) throw error;
  const word = error.reason.replace(/^outgoing_/, "");
  const { address } = error.details;
  const plain: Partial<Record<string, TraceEnd>> = { address: "private_address", name: "no_such_name" };
  return {
    because: plain[word] ?? traceEnds.find((known) => known === word) ?? "failed",
    address: typeof address === "string" ? address : null,
  };
}
