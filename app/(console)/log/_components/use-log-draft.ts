"use client";

import { type Dispatch, useEffect, useReducer, useRef, useState } from "react";
import { changeDraft, type DraftAction, draftFrom, emptyDraft, isEmptyDraft, type LogDraft } from "./log-draft";

const storeAfterMs = 300;

interface Start {
  viewerId: string;
  submissionId: string;
  givenText: string;
}

/** The form's content, written to this device as it changes and brought back when the page is opened again. */
export function useLogDraft({ viewerId, submissionId, givenText }: Start): [LogDraft, Dispatch<DraftAction>, boolean] {
  const name = `demasque.log.${viewerId}`;
  const [draft, change] = useReducer(changeDraft, null, () => emptyDraft(submissionId, givenText));
  const [isReady, setReady] = useState(false);
  const first = useRef(submissionId);

  useEffect(() => {
    const stored = readStored(name);
    const restored = stored === null ? null : draftFrom(stored, first.current);
    if (restored) change({ do: "restore", draft: restored });
    setReady(true);
  }, [name]);

  const pending = useRef<LogDraft | null>(null);
  useEffect(() => {
    if (!isReady) return;
    pending.current = draft;
    const timer = setTimeout(() => keep(name, pending), storeAfterMs);
    return () => clearTimeout(timer);
  }, [name, draft, isReady]);

  // Whoever leaves within the moment takes the last change along; above all that of a form just sent, whose lines must not come back.
  useEffect(() => {
    const leave = () => keep(name, pending);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [name]);

  return [draft, change, isReady];
}

function keep(name: string, pending: { current: LogDraft | null }): void {
  const draft = pending.current;
  if (draft === null) return;
  pending.current = null;
  writeStored(name, isEmptyDraft(draft) ? null : JSON.stringify(draft));
}

// A browser may refuse to keep anything; the form works without.
function readStored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    return;
  }
}
