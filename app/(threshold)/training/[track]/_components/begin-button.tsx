"use client";

import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Track } from "@/lib/domain/case/vocabulary";
import { useRun } from "@/lib/ui/use-run";
import { begin } from "../actions";

export function BeginButton({ track, children }: { track: Track; children: ReactNode }) {
  const { run, isBusy, problem } = useRun();
  return (
    <>
      {problem}
      <Button size="md" loading={isBusy} onClick={() => void run(() => begin({ track }))}>
        {children}
      </Button>
    </>
  );
}
