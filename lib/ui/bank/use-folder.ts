"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type BankEntry, entriesAtOnce, leastBankQuality } from "@/lib/domain/bank";
import { fingerprintFile, type PictureRefusal, PictureRefused } from "@/lib/ui/fingerprints/use-fingerprint";

export interface Left {
  taken: number;
  known: number;
  total: number;
}
/** Leaves a batch; refused (the reason is shown elsewhere), or null where it did not arrive: it is kept for the next try. */
export type Leave = (entries: BankEntry[]) => Promise<Left | "refused" | null>;
type Sent = "sent" | "refused" | "failed";

export interface Progress {
  phase: "idle" | "running" | "paused" | "done";
  total: number;
  looked: number;
  taken: number;
  known: number;
  weak: number;
  aside: number;
  /** By name: shown to whoever sits here, and sent nowhere. */
  problems: readonly { name: string; reason: PictureRefusal }[];
  hasSendingFailed: boolean;
  /** The bank took no more: closed or emptied elsewhere meanwhile, so that nobody here knows what lies in it. */
  isRefused: boolean;
}

const nothing: Progress = {
  phase: "idle",
  ...{ total: 0, looked: 0, taken: 0, known: 0, weak: 0, aside: 0 },
  problems: [],
  hasSendingFailed: false,
  isRefused: false,
};

const isPicture = (file: File): boolean =>
  file.type.startsWith("image/") || /\.(jpe?g|png|webp|gif|avif|heic|heif|bmp)$/i.test(file.name);

/**
 * Looks at thousands of pictures one after the other and leaves their fingerprints in batches. Only the fingerprints are given away;
 * the files are let go as they are done. Stopped anywhere, it goes on where it was; after leaving the page the same folder is chosen
 * again, and what lies in the bank is recognised by its fingerprint.
 */
export function useFolder(leave: Leave, onTotal: (total: number) => void) {
  const [progress, setProgress] = useState<Progress>(nothing);
  const queue = useRef<File[]>([]);
  const batch = useRef<BankEntry[]>([]);
  const run = useRef<AbortController | null>(null);

  const patch = useCallback((change: (before: Progress) => Partial<Progress>) => {
    setProgress((before) => ({ ...before, ...change(before) }));
  }, []);

  const send = useCallback(async (): Promise<Sent> => {
    if (batch.current.length === 0) return "sent";
    const left = await leave(batch.current).catch(() => null);
    if (left === null) return "failed";
    if (left === "refused") return left;
    batch.current = [];
    onTotal(left.total);
    patch((before) => ({ taken: before.taken + left.taken, known: before.known + left.known }));
    return "sent";
  }, [leave, onTotal, patch]);

  /** One picture; false where it was stopped before it was done. */
  const look = useCallback(
    async (file: File, signal: AbortSignal): Promise<boolean> => {
      try {
        const { pdq, quality, orientations } = await fingerprintFile(file, signal);
        if (quality < leastBankQuality) patch((before) => ({ weak: before.weak + 1 }));
        else if (batch.current.some((one) => one.pdq === pdq)) patch((before) => ({ known: before.known + 1 }));
        else batch.current.push({ pdq, quality, orientations: [...orientations] });
      } catch (error) {
        if (!(error instanceof PictureRefused)) return false;
        patch((before) => ({ problems: [...before.problems, { name: file.name, reason: error.reason }] }));
      }
      patch((before) => ({ looked: before.looked + 1 }));
      return true;
    },
    [patch],
  );

  const go = useCallback(async () => {
    if (run.current !== null) return;
    const stopping = new AbortController();
    run.current = stopping;
    patch(() => ({ phase: "running", hasSendingFailed: false, isRefused: false }));
    let sent: Sent = "sent";
    while (sent === "sent" && !stopping.signal.aborted) {
      const [file] = queue.current;
      if (file !== undefined && !(await look(file, stopping.signal))) break;
      if (file !== undefined) queue.current.shift();
      if (batch.current.length >= entriesAtOnce || queue.current.length === 0) sent = await send();
      if (queue.current.length === 0) break;
    }
    run.current = null;
    const isDone = sent === "sent" && queue.current.length === 0;
    patch(() => ({
      phase: isDone ? "done" : "paused",
      hasSendingFailed: sent === "failed",
      isRefused: sent === "refused",
    }));
  }, [look, patch, send]);

  const add = useCallback(
    (files: readonly File[]) => {
      const pictures = files.filter(isPicture);
      queue.current.push(...pictures);
      patch((before) => ({
        total: before.total + pictures.length,
        aside: before.aside + files.length - pictures.length,
      }));
      void go();
    },
    [go, patch],
  );

  const pause = useCallback(() => run.current?.abort(new Error("paused")), []);
  // Whoever leaves the panel has stopped: nothing goes on being looked at behind another screen.
  useEffect(() => pause, [pause]);
  return { progress, add, pause, go };
}
