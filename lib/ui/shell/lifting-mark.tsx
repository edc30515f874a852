"use client";

import { useEffect, useState } from "react";
import { Mark } from "../mark";
import classes from "./lifting-mark.module.css";

const name = "demasque.curtain";

/** Remembers that the door was passed; put on the pages of the door. */
export function CurtainSeen() {
  useEffect(() => {
    try {
      sessionStorage.setItem(name, "seen");
    } catch {
      // Storage is closed to us: the mask then simply does not move.
    }
  }, []);
  return null;
}

/** The mask lifts once, on the first screen after signing in. */
export function LiftingMark() {
  const [isLifting, setLifting] = useState(false);
  useEffect(() => {
    try {
      if (sessionStorage.getItem(name) === null) return;
      sessionStorage.removeItem(name);
      setLifting(true);
    } catch {
      // As above.
    }
  }, []);
  return (
    <span className={isLifting ? classes.lifting : undefined}>
      <Mark />
    </span>
  );
}
