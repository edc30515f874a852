"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { roles, tracks } from "@/lib/domain/case/vocabulary";
import { TickCard } from "@/lib/ui/tick-card";
import { toast } from "@/lib/ui/toast";
import { useRun } from "@/lib/ui/use-run";
import type { VettingRecord } from "@/lib/usecases/open-vetting-record";
import { admit } from "../actions";
import classes from "./record.module.css";

export function AdmitDialog({ record, onClose }: { record: VettingRecord; onClose: () => void }) {
  const t = useTranslations("vetting.record");
  const words = useTranslations("vocabulary");
  const hint = useTranslations("people.roleHint");
  const { run, isBusy, problem } = useRun();
  const { id, pseudonym, application, passed } = record;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("admit.title", { pseudonym })}
      size="lg"
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const wanted = {
            roles: roles.filter((role) => form.getAll("roles").includes(role)),
            tracks: tracks.filter((track) => form.getAll("tracks").includes(track)),
          };
          void run(
            () => admit({ id, ...wanted }),
            () => {
              toast({ message: t("admit.done", { pseudonym }), tone: "green" });
              onClose();
            },
          );
        }}
      >
        <Stack gap="lg">
          <p className={classes.consequence}>{t("admit.consequence")}</p>
          <fieldset className={classes.ticks}>
            <legend>{t("admit.roles")}</legend>
            {roles.map((role) => (
              <TickCard
                key={role}
                name="roles"
                value={role}
                label={words(`role.${role}`)}
                defaultChecked={application?.wanted.includes(role) ?? false}
              >
                {hint(role)}
              </TickCard>
            ))}
          </fieldset>
          <fieldset className={classes.ticks}>
            <legend>{t("admit.tracks")}</legend>
            {tracks.map((track) => (
              <TickCard
                key={track}
                name="tracks"
                value={track}
                label={words(`track.${track}.full`)}
                defaultChecked={passed.includes(track)}
                isDisabled={!passed.includes(track)}
              >
                {passed.includes(track) ? t("passed") : t("failed")}
              </TickCard>
            ))}
          </fieldset>
          {problem}
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t("admit.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
