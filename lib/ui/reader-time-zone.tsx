"use client";

import { useTimeZone } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const secondsInAYear = 31_536_000;

/** The server cannot know the reader's zone: the first visit tells it, and the page's times are printed again. */
export function ReaderTimeZone() {
  const router = useRouter();
  const known = useTimeZone();
  useEffect(() => {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const kept = document.cookie.split("; ").find((part) => part.startsWith("timezone="));
    if (zone === known || kept === `timezone=${zone}`) return;
    document.cookie = `timezone=${zone}; path=/; max-age=${String(secondsInAYear)}; samesite=lax`;
    router.refresh();
  }, [known, router]);
  return null;
}
