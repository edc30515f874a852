"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import classes from "./bank-page.module.css";

/** A page that anybody might be reading, and that no button back leads away from. */
const elsewhere = "https://www.wikipedia.org/";
const twiceWithinMs = 800;

function leave(): void {
  // What is seen goes at once, however slow the other page is.
  document.documentElement.hidden = true;
  window.location.replace(elsewhere);
}

export function QuickHide() {
  const t = useTranslations("bank");
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY;
    const hear = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      if (event.timeStamp - last < twiceWithinMs) leave();
      last = event.timeStamp;
    };
    window.addEventListener("keydown", hear, true);
    return () => window.removeEventListener("keydown", hear, true);
  }, []);
  return (
    <div className={classes.hide}>
      <Button color="dark" onClick={leave}>
        {t("hide")}
      </Button>
      <p className={classes.quiet}>{t("hideHint")}</p>
    </div>
  );
}
