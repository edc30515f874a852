import { commonReason } from "../observables/common-values";
import { registrableDomain } from "../observables/hosts";
import type { ObservableKind, ObservableSubkind } from "../observables/observable";
import { actedAsShortener } from "../traces/shortener-check";
import type { Hop } from "../traces/trace";
import { hostOf } from "./json-file";
import { payeeText } from "./payment-firms";

/** What was seen beside the account itself, as far as it says who else could act. */
export type TraceKind = "short_link" | "link_hub" | "landing_domain" | "payment" | "affiliate";

/** One thing that a case's account led to: it says who else could act, and why. */
export interface Finding {
  readonly kind: TraceKind;
  /** Whom it is a matter of: the host's registered name, or the payment as far as it is shown. */
  readonly name: string;
  readonly subkind: ObservableSubkind | null;
  readonly caseNumber: number;
  /** The address in which it was seen; the name itself where it was added as such. */
  readonly seenIn: string;
  /** The network address that answered for it, where a link was followed to it. */
  readonly address: string | null;
}

export interface FoundValue {
  readonly caseNumber: number;
  readonly kind: ObservableKind;
  readonly subkind: ObservableSubkind;
  /** Null of what is kept sealed or as a digest. */
  readonly value: string | null;
  readonly masked: string;
}

export interface FoundTrace {
  readonly caseNumber: number;
  readonly asked: string;
  readonly hops: readonly Hop[];
  readonly finalUrl: string | null;
}

/** What a host is to a desk: where links are shortened or listed, or where they end. A platform, a messenger, a firm: nobody's own. */
function placeOf(host: string): { kind: TraceKind; name: string } | null {
  const name = registrableDomain(host) ?? "";
  if (name === "") return null;
  const reason = commonReason({ subkind: "domain", canonical: name });
  if (reason === "link_hub") return { kind: "link_hub", name };
  // Known ones alone: a short name by itself would send a notice to a desk that has nothing to do with it.
  if (reason === "shortener") return { kind: "short_link", name };
  return reason === null ? { kind: "landing_domain", name } : null;
}

function ofLink(caseNumber: number, link: string): Finding[] {
  const place = placeOf(hostOf(link) ?? "");
  return place === null ? [] : [{ ...place, subkind: null, caseNumber, seenIn: link, address: null }];
}

function ofValue({ caseNumber, kind, subkind, value, masked }: FoundValue): Finding[] {
  if (kind === "payment_handle")
    return [
      {
        kind: "payment",
        name: payeeText(subkind, value ?? masked),
        subkind,
        caseNumber,
        seenIn: "",
        address: null,
      },
    ];
  if (value === null) return [];
  if (kind === "link") return ofLink(caseNumber, value);
  if (kind === "affiliate_id") {
    const [name = ""] = value.split(" ");
    return [{ kind: "affiliate", name, subkind: null, caseNumber, seenIn: value, address: null }];
  }
  if (kind !== "domain") return [];
  const place = placeOf(value);
  return place === null ? [] : [{ ...place, subkind: null, caseNumber, seenIn: value, address: null }];
}

function ofTrace({ caseNumber, asked, hops, finalUrl }: FoundTrace): Finding[] {
  return hops.flatMap((hop, at): Finding[] => {
    const host = hostOf(hop.url) ?? "";
    const place = placeOf(host);
    if (place === null) return [];
    const isLast = hop.url === finalUrl;
    const kind = actedAsShortener(hop, hops[at + 1]) ? "short_link" : place.kind;
    // What is passed on the way and is none of these moves its visitors on for somebody: only where they end is looked at.
    if (kind === "landing_domain" && !isLast) return [];
    return [{ kind, name: place.name, subkind: null, caseNumber, seenIn: asked, address: hop.address }];
  });
}

/** What is known of these cases beside their accounts, each once; a finding whose network address is known before one without. */
export function findingsOf(values: readonly FoundValue[], traces: readonly FoundTrace[]): Finding[] {
  const all = [...traces.flatMap(ofTrace), ...values.flatMap(ofValue)];
  // One that was followed and did no more than pass its visitors on is no landing, whatever its link looked like before.
  const passing = new Set(all.flatMap(({ kind, name }) => (kind === "short_link" ? [name] : [])));
  const kept = all.filter(({ kind, name }) => kind !== "landing_domain" || !passing.has(name));
  return [
    ...new Map(
      kept
        .map((one) => [`${one.kind} ${one.subkind ?? ""} ${one.name} ${one.caseNumber} ${one.seenIn}`, one] as const)
        .reverse(),
    ).values(),
  ].reverse();
}
