"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { MatchView } from "@/lib/queries/get-fingerprints";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { StateBadge } from "@/lib/ui/state-badge";
import { useRun } from "@/lib/ui/use-run";
import { confirm, refuse } from "../fingerprint-actions";
import classes from "./fingerprint-panel.module.css";

/** Bits that differ from one encoding of a picture to the next; more is a crop, a text over it, another shade. */
const sameWithin = 10;

/** Other cases that show the same picture, and what was said of it. */
export function MatchPanel({ caseId, matches }: { caseId: string; matches: readonly MatchView[] }) {
  const t = useTranslations("fingerprints.matches");
  const kindOf = useTranslations("fingerprints.kind");
  const { run, isBusy, problem } = useRun();
  return (
    <Panel variant="section" title={t("title")}>
      <ul className={classes.list}>
        {matches.map(({ id, caseNumber, caseState, kind, otherKind, distance, turn, state }) => (
          <li key={id}>
            <p className={classes.row}>
              <Link className={classes.name} href={routes.case(caseNumber)} prefetch={false}>
                {t("case", { number: caseNumber })}
              </Link>
              <StateBadge state={caseState} />
            </p>
            <p className={classes.row}>
              {distance <= sameWithin ? t(`same.${turn}`) : t(`near.${turn}`, { distance })}
            </p>
            {kind === otherKind ? null : (
              <p className={classes.quiet}>{t("kinds", { kind: kindOf(kind), other: kindOf(otherKind) })}</p>
            )}
            <p className={classes.quiet}>{t(`state.${state}`)}</p>
            <div className={classes.answers}>
              {state === "confirmed" ? null : (
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={isBusy}
                  aria-label={t("confirmOf", { number: caseNumber })}
                  onClick={() => void run(() => confirm({ id: caseId, matchId: id, seen: state }))}
                >
                  {t("confirm")}
                </Button>
              )}
              {state === "refused" ? null : (
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={isBusy}
                  aria-label={t("refuseOf", { number: caseNumber })}
                  onClick={() => void run(() => refuse({ id: caseId, matchId: id, seen: state }))}
                >
                  {t("refuse")}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {problem}
    </Panel>
  );
}
