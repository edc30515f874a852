"use client";

import { useEffect, useRef, useState } from "react";
import { isFake, lackOf, type OpinionDraft } from "@/lib/domain/case/opinions";
import type { Track } from "@/lib/domain/case/vocabulary";
import { checklists } from "@/lib/domain/signals/checklists";
import { saveDraft } from "../actions";

const saveAfterMs = 800;
const empty: OpinionDraft = { classification: null, reasons: [], note: "" };

/** The answer being made: what it still lacks, and its copy on the server, written a moment after each change. */
export function useOpinionDraft(caseId: string, track: Track, draft: OpinionDraft | null) {
  const [opinion, setOpinion] = useState<OpinionDraft>(draft ?? empty);
  const [draftState, setDraftState] = useState<"idle" | "saving" | "saved" | "failed">(
    draft === null ? "idle" : "saved",
  );
  const isHeld = useRef(false);
  const saved = useRef(JSON.stringify(draft ?? empty));
  const list: Track =
    opinion.classification !== null && isFake(opinion.classification) ? opinion.classification : track;
  const reasons = checklists[list]
    .map((signal) => signal.code as string)
    .filter((code) => opinion.reasons.includes(code));

  async function flush() {
    const text = JSON.stringify(opinion);
    if (text === saved.current || isHeld.current) return;
    setDraftState("saving");
    try {
      const answer = await saveDraft({ id: caseId, draft: opinion });
      if (!answer.serverError) saved.current = text;
      setDraftState(answer.serverError ? "failed" : "saved");
    } catch {
      setDraftState("failed");
    }
  }
  const latest = useRef(flush);
  useEffect(() => {
    latest.current = flush;
  });
  useEffect(() => {
    const timer = setTimeout(() => void latest.current(), saveAfterMs);
    return () => clearTimeout(timer);
  }, [opinion]);

  // The claim may end, or the reader move on, before the last words were written.
  useEffect(() => () => void latest.current(), []);

  /** While the answer is handed in, no late copy of it may be left behind as a draft. */
  const hold = (isOn: boolean) => {
    isHeld.current = isOn;
  };
  const change = (part: Partial<OpinionDraft>) => setOpinion((before) => ({ ...before, ...part }));
  return {
    opinion,
    change,
    list,
    reasons,
    lack: lackOf({ classification: opinion.classification, reasons }),
    draftState,
    flush,
    hold,
  };
}
