import type { AddressReason } from "../addresses/address";
import type { CaseState, PlatformId } from "../case/vocabulary";
import type { ErrorCode } from "../errors";
import type { ToldOutcome } from "./told-outcome";

/** As many lines as one form takes; a longer list is an import. */
export const linesAtMost = 200;

/** One line of the form: what was typed, and the platform that was chosen for a bare handle. */
export interface LoggedLine {
  text: string;
  platform?: PlatformId | undefined;
}

/** What became of one account of the form. */
export type LineResult = { text: string; platform: PlatformId | null; handle: string | null } & (
  | ({ isTaken: true } & ToldOutcome)
  | { isTaken: false; code: ErrorCode | "not_an_address" | "unexpected"; reason: string }
);

/** What the desk says about an address while it is typed. `line` counts the lines that were asked about, from 0. */
export type Recognised = { line: number; text: string; platform: PlatformId | null; handle: string | null } & (
  | { kind: "new" }
  /** `case` only for those who may open it; `then` is what a report would do. */
  | {
      kind: "known";
      case: { number: number; state: CaseState; since: string } | null;
      then: "joins" | "reopens" | "follows" | "restricted" | null;
    }
  /** A measure was taken, or the case closed, and here it is again. */
  | { kind: "back"; predecessor: number }
  | { kind: "not_an_address"; isOfPlatform: boolean; reason: AddressReason }
);
