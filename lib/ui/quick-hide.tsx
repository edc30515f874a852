"use client";

import { Button } from "@mantine/core";
import { useEffect } from "react";
import classes from "./quick-hide.module.css";

/** A page that anybody might be reading, and that no button back leads away from. It is not told where its reader came from. */
const elsewhere = "https://www.wikipedia.org/";
const twiceWithinMs = 800;

interface QuickHideProps {
  label: string;
  hint?: string;
  /** Told on the way out that the visit is over; also where the button leads before any script has loaded. */
  endAt?: string;
}

/** A way out that is always in sight: the button, or Escape twice. */
export function QuickHide({ label, hint, endAt }: QuickHideProps) {
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY;
    const hear = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      if (event.timeStamp - last < twiceWithinMs) leave(endAt);
      last = event.timeStamp;
    };
    window.addEventListener("keydown", hear, true);
    return () => window.removeEventListener("keydown", hear, true);
  }, [endAt]);
  return (
    <form
      className={classes.hide}
      {...(endAt === undefined ? {} : { action: endAt, method: "post" })}
      onSubmit={(event) => {
        event.preventDefault();
        leave(endAt);
      }}
    >
      <Button type="submit" color="dark">
        {label}
      </Button>
      {hint === undefined ? null : <p className={classes.hint}>{hint}</p>}
    </form>
  );
}

function leave(endAt: string | undefined): void {
  // What is seen goes at once, however slow the other page is.
  document.documentElement.hidden = true;
  if (endAt !== undefined) navigator.sendBeacon(endAt);
  window.location.replace(elsewhere);
}
