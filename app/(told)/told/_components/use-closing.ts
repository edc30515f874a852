"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { toldIdleMinutes } from "@/lib/domain/told/told-page";
import { routes } from "@/lib/routes";

const idleMs = toldIdleMinutes * 60_000;
const askAgainMs = 5 * 60_000;
const lookMs = 15_000;

function blank(): void {
  document.documentElement.hidden = true;
}

/**
 * A page that nobody touches is closed, here as on the server; while somebody does, the server is told so now and then, and asked
 * each time that the tab is come back to: the visit may have ended elsewhere. A page that the browser kept as it was is never shown again: it is asked for anew, and the server decides.
 */
export function useClosing(isOpen: boolean): void {
  const router = useRouter();
  useEffect(() => {
    const comeBack = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      blank();
      window.location.reload();
    };
    window.addEventListener("pageshow", comeBack);
    return () => window.removeEventListener("pageshow", comeBack);
  }, []);
  useEffect(() => {
    if (!isOpen) return;
    let [touched, asked] = [Date.now(), Date.now()];
    const touch = () => {
      touched = Date.now();
    };
    const timer = setInterval(() => {
      const now = Date.now();
      if (now - touched >= idleMs) {
        blank();
        const leaving = fetch(routes.leaveTold(), { method: "POST", keepalive: true, redirect: "manual" });
        void leaving.finally(() => window.location.reload());
      } else if (touched > asked && now - asked >= askAgainMs) {
        asked = now;
        router.refresh();
      }
    }, lookMs);
    const signs = ["pointerdown", "keydown", "scroll"] as const;
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true });
    const look = () => {
      if (document.visibilityState === "visible") router.refresh();
    };
    document.addEventListener("visibilitychange", look);
    // What the browser keeps of a page that was left is blank.
    window.addEventListener("pagehide", blank);
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, touch);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pagehide", blank);
    };
  }, [isOpen, router]);
}
