import type { LoggedLine, Recognised } from "@/lib/domain/intake/log-lines";
import { lineKey } from "./use-recognised";

export interface LineCount {
  addresses: number;
  fresh: number;
  back: number;
  known: number;
  aside: number;
  /** Lines about which no answer has come yet. */
  pending: number;
  /** Lines that name an account of an earlier line: logged once. */
  repeated: ReadonlySet<number>;
}

const identityOf = ({ platform, handle }: Recognised): string => `${platform ?? ""} ${(handle ?? "").toLowerCase()}`;

/** What will be handed in, each account once. */
export function countLines(lines: readonly LoggedLine[], known: ReadonlyMap<string, readonly Recognised[]>): LineCount {
  const count = { addresses: 0, fresh: 0, back: 0, known: 0, aside: 0, pending: 0 };
  const repeated = new Set<number>();
  const seen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const pieces = known.get(lineKey(line));
    if (pieces === undefined) count.pending += 1;
    for (const piece of pieces ?? []) {
      if (piece.kind === "not_an_address") {
        count.aside += 1;
        continue;
      }
      if (seen.has(identityOf(piece))) {
        repeated.add(index);
        continue;
      }
      seen.add(identityOf(piece));
      count.addresses += 1;
      if (piece.kind === "new") count.fresh += 1;
      else if (piece.kind === "back") count.back += 1;
      else count.known += 1;
    }
  }
  return { ...count, repeated };
}
