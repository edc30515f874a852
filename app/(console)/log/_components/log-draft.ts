import {
  ageAnswers,
  platformIds,
  tracks,
  type AgeAnswer,
  type PlatformId,
  type SignalAnswer,
  type Track,
} from "@/lib/domain/case/vocabulary";
import type { LineResult, Recognised } from "@/lib/domain/intake/log-lines";
import { signalOf } from "@/lib/domain/signals/checklists";
import { randomId } from "./random-id";

export interface DraftLine {
  id: string;
  text: string;
  platform?: PlatformId;
}

/** What stands in the form; kept on this device until it is logged. */
export interface LogDraft {
  submissionId: string;
  lines: readonly DraftLine[];
  typed: string;
  track: Track | null;
  ageAnswer: AgeAnswer | null;
  signals: Readonly<Record<string, SignalAnswer>>;
  observed: string;
  mandateId: string;
}

export type DraftAction =
  | { do: "restore"; draft: LogDraft }
  | { do: "type"; text: string }
  | { do: "add"; text: string }
  | { do: "remove"; id: string }
  | { do: "correct"; id: string }
  | { do: "choose_platform"; id: string; platform: PlatformId }
  | { do: "split"; id: string; pieces: readonly Recognised[] }
  | { do: "answer"; answers: Partial<Pick<LogDraft, "track" | "ageAnswer" | "observed" | "mandateId">> }
  | { do: "answer_signal"; code: string; answer: SignalAnswer | null }
  | { do: "submitted"; results: readonly LineResult[] };

export const linesOf = (text: string, idOf: (index: number) => string = randomId): DraftLine[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line, index) => ({ id: idOf(index), text: line }));

export function emptyDraft(submissionId: string, givenText = ""): LogDraft {
  const lines = linesOf(givenText, (index) => `given-${String(index)}`);
  return { submissionId, lines, typed: "", track: null, ageAnswer: null, signals: {}, observed: "", mandateId: "" };
}

const pieceOf = ({ text, platform }: Pick<Recognised, "text" | "platform">): DraftLine => ({
  id: randomId(),
  text,
  ...(platform && { platform }),
});

export function changeDraft(draft: LogDraft, action: DraftAction): LogDraft {
  switch (action.do) {
    case "restore": {
      const texts = new Set(draft.lines.map(({ text }) => text));
      return { ...action.draft, lines: [...action.draft.lines.filter(({ text }) => !texts.has(text)), ...draft.lines] };
    }
    case "type":
      return { ...draft, typed: action.text };
    case "add":
      return { ...draft, typed: "", lines: [...draft.lines, ...linesOf(action.text)] };
    case "remove":
      return { ...draft, lines: draft.lines.filter(({ id }) => id !== action.id) };
    case "correct": {
      const text = draft.lines.find(({ id }) => id === action.id)?.text ?? "";
      const kept = draft.lines.filter(({ id }) => id !== action.id);
      return { ...draft, typed: text, lines: draft.typed.trim() === "" ? kept : [...kept, ...linesOf(draft.typed)] };
    }
    case "choose_platform":
      return {
        ...draft,
        lines: draft.lines.map((line) => (line.id === action.id ? { ...line, platform: action.platform } : line)),
      };
    case "split":
      return {
        ...draft,
        lines: draft.lines.flatMap((line) => (line.id === action.id ? action.pieces.map(pieceOf) : [line])),
      };
    case "answer":
      return { ...draft, ...action.answers };
    case "answer_signal": {
      const { [action.code]: _, ...others } = draft.signals;
      return { ...draft, signals: action.answer === null ? others : { ...others, [action.code]: action.answer } };
    }
    case "submitted": {
      const failed = action.results.filter(({ isTaken }) => !isTaken).map(pieceOf);
      const fresh = { ...emptyDraft(randomId()), lines: failed };
      // What could not be logged keeps its answers: they were given about it as well.
      return failed.length === 0 ? fresh : { ...draft, submissionId: fresh.submissionId, lines: failed, typed: "" };
    }
  }
}

/** Answers that belong to the chosen track; those of the other one wait, in case the person changes back. */
export const signalsOf = ({ signals, track }: LogDraft): [string, SignalAnswer][] => {
  const prefix = track === "redirecting_bot" ? "RB-" : "SPS-";
  return Object.entries(signals).filter(([code]) => code.startsWith(prefix));
};

export const isEmptyDraft = (draft: LogDraft): boolean =>
  draft.lines.length === 0 &&
  draft.typed.trim() === "" &&
  draft.track === null &&
  draft.ageAnswer === null &&
  draft.observed.trim() === "";

const isOneOf = <T extends string>(known: readonly T[], value: unknown): value is T =>
  (known as readonly unknown[]).includes(value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function lineFrom(value: unknown): DraftLine[] {
  if (!isRecord(value) || typeof value["text"] !== "string") return [];
  const platform = value["platform"];
  return [{ id: randomId(), text: value["text"], ...(isOneOf(platformIds, platform) && { platform }) }];
}

/** A draft that an earlier version of the page may have written; what is not understood is left out. */
export function draftFrom(stored: string, submissionId: string): LogDraft | null {
  try {
    const value: unknown = JSON.parse(stored);
    if (!isRecord(value)) return null;
    const text = (name: string): string => (typeof value[name] === "string" ? value[name] : "");
    const signals = isRecord(value["signals"]) ? Object.entries(value["signals"]) : [];
    return {
      submissionId: /^[0-9a-f-]{36}$/.test(text("submissionId")) ? text("submissionId") : submissionId,
      lines: Array.isArray(value["lines"]) ? value["lines"].flatMap(lineFrom) : [],
      typed: text("typed"),
      track: isOneOf(tracks, value["track"]) ? value["track"] : null,
      ageAnswer: isOneOf(ageAnswers, value["ageAnswer"]) ? value["ageAnswer"] : null,
      signals: Object.fromEntries(
        signals.filter(
          (entry): entry is [string, SignalAnswer] =>
            signalOf(entry[0]) !== undefined && isOneOf(["yes", "no", "unknown"] as const, entry[1]),
        ),
      ),
      observed: text("observed"),
      mandateId: text("mandateId"),
    };
  } catch {
    return null;
  }
}
