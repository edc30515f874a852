import { z } from "zod";

/** How a hop was come to: typed in, by a redirect, by the header `Refresh`, by the page's own meta element, or read out of a wrapper. */
const hopWays = ["asked", "http", "header", "meta", "unwrap"] as const;
export type HopWay = (typeof hopWays)[number];

/** What else there is to say of a hop. */
const hopNotes = [
  /** A wrapper: the address inside was read from it, nobody was asked. */
  "not_asked",
  /** The page moves its reader on by a script, which is not run. */
  "script",
  /** No more of the answer was read than the bound, or came in time. */
  "cut",
  /** Packed in a way that is not read, or broken. */
  "unreadable",
] as const;
export type HopNote = (typeof hopNotes)[number];

/** Why a trace ended. */
export const traceEnds = [
  /** The last page leads nowhere by itself. */
  "landed",
  "loop",
  "too_many_hops",
  "too_long",
  /** What was asked for is no address. */
  "bad_link",
  /** A redirect to what is no address. */
  "bad_location",
  // Refused by the guard, before anybody was asked.
  "scheme",
  "credentials",
  "port",
  "private_address",
  "address_length",
  // The other side, or the way there.
  "no_such_name",
  "slow",
  "failed",
  "header_size",
  "tls_expired",
  "tls_wrong_host",
  "tls_untrusted",
  "tls_failed",
] as const;
export type TraceEnd = (typeof traceEnds)[number];

export const urlLengthAtMost = 8192;

export interface Hop {
  readonly url: string;
  readonly how: HopWay;
  /** Of the answer; null where nobody was asked, or nobody answered. */
  readonly status: number | null;
  /** The network address that was asked. */
  readonly address: string | null;
  /** When it was asked, ISO 8601. */
  readonly at: string;
  readonly milliseconds: number;
  /** How many cookies the answer wanted to leave. None is kept. */
  readonly cookiesRefused: number;
  readonly notes: readonly HopNote[];
}

export interface Trace {
  /** As it was asked for. */
  readonly url: string;
  readonly hops: readonly Hop[];
  /** The last address that answered. */
  readonly final: string | null;
  readonly because: TraceEnd;
}

/** Hops as they are kept; reads what an earlier version wrote, as far as it can. */
export const hopsSchema: z.ZodType<Hop[]> = z.array(
  z.object({
    url: z.string(),
    how: z.enum(hopWays).catch("http"),
    status: z.number().nullable(),
    address: z.string().nullable(),
    at: z.string(),
    milliseconds: z.number(),
    cookiesRefused: z.number(),
    notes: z.array(z.enum(hopNotes)).catch([]),
  }),
);

export const readTraceEnd = (word: string): TraceEnd => traceEnds.find((known) => known === word) ?? "failed";
