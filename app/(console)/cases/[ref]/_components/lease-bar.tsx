"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { LeaseRing } from "@/lib/ui/lease-ring";
import { toast } from "@/lib/ui/toast";
import { release, renew } from "../actions";
import classes from "./case-head.module.css";
import { useCommand } from "./use-command";

const renewBelowSeconds = 600;
const renewAtMostEveryMs = 60_000;

interface LeaseBarProps {
  caseId: string;
  number: number;
  version: number;
  until: string;
  secondsLeft: number;
}

/** The reader's claim: its clock, and both ways out. Typing and clicking prolong it quietly, at most once a minute. */
export function LeaseBar({ caseId, number, version, until, secondsLeft }: LeaseBarProps) {
  const t = useTranslations("case");
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();
  const [renewed, setRenewed] = useState<{ until: string; secondsLeft: number } | null>(null);
  const lease = renewed && renewed.until > until ? renewed : { until, secondsLeft };

  async function prolong(isAsked: boolean) {
    const after = await run(() => renew({ id: caseId }), { isQuiet: !isAsked });
    if (!after) return;
    setRenewed({ until: after.until, secondsLeft: after.secondsLeft });
    if (isAsked) toast({ message: t("lease.prolonged", { minutes: Math.round(after.secondsLeft / 60) }) });
  }

  useActivity(lease.until, lease.secondsLeft, () => void prolong(false));

  async function giveBack() {
    const after = await run(() => release({ id: caseId, version }));
    if (after) toast({ message: t("command.done.release", { number }) });
    router.refresh();
  }

  return (
    <LeaseRing until={lease.until} secondsLeft={lease.secondsLeft} onEnd={() => router.refresh()}>
      <button type="button" className={classes.leaseButton} disabled={isBusy} onClick={() => void prolong(true)}>
        {t("lease.prolong")}
      </button>
      <button type="button" className={classes.leaseButton} disabled={isBusy} onClick={() => void giveBack()}>
        {t("lease.giveBack")}
      </button>
      {problem}
    </LeaseRing>
  );
}

/** Calls back when the reader does something while less than ten minutes are left. */
function useActivity(until: string, secondsLeft: number, onActive: () => void): void {
  const called = useRef(onActive);
  useEffect(() => {
    called.current = onActive;
  });
  useEffect(() => {
    const endsAt = performance.now() + secondsLeft * 1000;
    let lastAt = -Infinity;
    const active = () => {
      const now = performance.now();
      const leftSeconds = (endsAt - now) / 1000;
      if (leftSeconds <= 0 || leftSeconds > renewBelowSeconds || now - lastAt < renewAtMostEveryMs) return;
      lastAt = now;
      called.current();
    };
    document.addEventListener("keydown", active);
    document.addEventListener("pointerdown", active);
    return () => {
      document.removeEventListener("keydown", active);
      document.removeEventListener("pointerdown", active);
    };
  }, [until, secondsLeft]);
}
