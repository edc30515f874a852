"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { tracks, type Track } from "@/lib/domain/case/vocabulary";
import { TickCard } from "@/lib/ui/tick-card";
import { toast } from "@/lib/ui/toast";
import { useRun } from "@/lib/ui/use-run";
import { setTracks } from "../actions";
import classes from "./record.module.css";

interface TracksDialogProps {
  id: string;
  held: readonly Track[];
  passed: readonly Track[];
  onClose: () => void;
}

export function TracksDialog({ id, held, passed, onClose }: TracksDialogProps) {
  const t = useTranslations("vetting.record");
  const words = useTranslations("vocabulary.track");
  const { run, isBusy, problem } = useRun();
  return (
    <Modal opened onClose={onClose} title={t("setTracks")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const ticked = new FormData(event.currentTarget).getAll("tracks");
          void run(
            () => setTracks({ id, tracks: tracks.filter((track) => ticked.includes(track)) }),
            () => {
              toast({ message: t("tracksSet"), tone: "green" });
              onClose();
            },
          );
        }}
      >
        <Stack gap="lg">
          <fieldset className={classes.ticks}>
            <legend>{t("reviewTracks")}</legend>
            {tracks.map((track) => (
              <TickCard
                key={track}
                name="tracks"
                value={track}
                label={words(`${track}.full`)}
                defaultChecked={held.includes(track)}
                isDisabled={!held.includes(track) && !passed.includes(track)}
              >
                {passed.includes(track) ? t("passed") : t("trainingNone")}
              </TickCard>
            ))}
          </fieldset>
          {problem}
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t("setTracks")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
