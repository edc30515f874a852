"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import classes from "./lease-ring.module.css";
import { classNames } from "./tone";

const soonSeconds = 300;
const spokenSeconds = [300, 60];

interface LeaseRingProps {
  /** The end of the lease, as text: a new end restarts the clock. */
  until: string;
  /** Counted by the server, so that a wrong clock on the device does not matter. */
  secondsLeft: number;
  totalSeconds?: number;
  /** Extend, give back. */
  children?: ReactNode;
  onEnd?: () => void;
}

const clock = (seconds: number): string =>
  `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;

/** The time left of a claim: a ring and a clock for the eye; for the ear only at five minutes and at one. */
export function LeaseRing({ until, secondsLeft, totalSeconds = 900, children, onEnd }: LeaseRingProps) {
  const t = useTranslations("ui.lease");
  const [left, setLeft] = useState(secondsLeft);
  const [spoken, setSpoken] = useState("");
  const ended = useRef(onEnd);
  useEffect(() => {
    ended.current = onEnd;
  });
  useEffect(() => {
    const start = performance.now();
    let before = secondsLeft;
    const tick = () => {
      const now = Math.max(0, Math.round(secondsLeft - (performance.now() - start) / 1000));
      if (now === before) return;
      const due = spokenSeconds.find((at) => before > at && now <= at);
      if (due !== undefined) setSpoken(t("spoken", { minutes: due / 60 }));
      if (before > 0 && now === 0) ended.current?.();
      before = now;
      setLeft(now);
    };
    setLeft(secondsLeft);
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until, secondsLeft, t]);

  const isSoon = left <= soonSeconds;
  return (
    <span className={classNames(classes.lease, isSoon && classes.soon)}>
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <circle className={classes.track} cx="9" cy="9" r="7" pathLength="1" />
        <circle
          className={classes.rest}
          cx="9"
          cy="9"
          r="7"
          pathLength="1"
          strokeDasharray={`${String(Math.min(1, left / totalSeconds))} 1`}
        />
      </svg>
      <span role="timer" aria-live="off">
        {left === 0 ? t("ended") : isSoon ? t("endsSoon") : t("yours")}
        {left === 0 ? null : <b className={classes.clock}> {clock(left)}</b>}
      </span>
      <span className="visually-hidden" role="status">
        {spoken}
      </span>
      {children}
    </span>
  );
}
