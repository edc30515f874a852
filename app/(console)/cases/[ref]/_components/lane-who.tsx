"use client";

import { Button, NativeSelect } from "@mantine/core";
import { useTranslations } from "next-intl";
import { laneKinds, type LaneKind } from "@/lib/domain/lane/stay";
import type { LaneView } from "@/lib/queries/get-lane";
import { useRun } from "@/lib/ui/use-run";
import { setKind, takeOn } from "../lane-actions";
import lane from "./lane.module.css";

/** What it is about, and who is on it, so that two people do not refer the same thing. */
export function LaneWho({ view }: { view: Pick<LaneView, "caseId" | "kind" | "takenBy"> }) {
  const t = useTranslations("lane.who");
  const kinds = useTranslations("case.reasons.safeguard");
  const { run, isBusy, problem } = useRun();
  const { caseId: id, takenBy } = view;
  const isMine = takenBy?.isMine === true;
  return (
    <section className={lane.who}>
      <NativeSelect
        label={t("kind")}
        value={view.kind}
        disabled={isBusy}
        onChange={(event) => void run(() => setKind({ id, kind: event.currentTarget.value as LaneKind }))}
      >
        {laneKinds.map((kind) => (
          <option key={kind} value={kind}>
            {kind === "unspecified" ? t("unspecified") : kinds(kind)}
          </option>
        ))}
      </NativeSelect>
      <div>
        <p>{takenBy === null ? t("nobody") : isMine ? t("you") : t("somebody", { who: takenBy.name })}</p>
        <Button variant="default" loading={isBusy} onClick={() => void run(() => takeOn({ id, isMine: !isMine }))}>
          {isMine ? t("giveBack") : t("take")}
        </Button>
      </div>
      {problem}
    </section>
  );
}
