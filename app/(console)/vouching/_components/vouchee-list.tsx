"use client";

import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Vouchee } from "@/lib/queries/list-applications";
import { formText } from "@/lib/ui/form-text";
import { RelativeTime } from "@/lib/ui/relative-time";
import { toast } from "@/lib/ui/toast";
import { useRun } from "@/lib/ui/use-run";
import { takeBack, vouch } from "../actions";
import classes from "./vouching.module.css";

export function VoucheeList({ people }: { people: readonly Vouchee[] }) {
  const t = useTranslations("vetting.vouching");
  const words = useTranslations("vocabulary.track");
  const [asked, ask] = useState<Vouchee | null>(null);
  const { run, isBusy, problem } = useRun();
  return (
    <>
      {problem}
      <ul className={classes.list}>
        {people.map((person) => (
          <li key={person.id}>
            <span>
              <b>{person.pseudonym}</b> {t(`why.${person.why}`)}
              <small>
                {person.tracks.map((track) => words(`${track}.full`)).join(", ")}
                {person.tracks.length > 0 ? " · " : null}
                <RelativeTime instant={person.since} variant="date" /> · {t("given")}{" "}
                {t("count", { given: person.given, asked: person.asked })}
              </small>
            </span>
            {person.isOwn ? (
              <Button
                variant="subtle"
                size="xs"
                loading={isBusy}
                aria-label={t("withdrawFor", { pseudonym: person.pseudonym })}
                onClick={() =>
                  void run(
                    () => takeBack({ id: person.id }),
                    () => toast({ message: t("withdrawn", { pseudonym: person.pseudonym }), tone: "green" }),
                  )
                }
              >
                {t("withdraw")}
              </Button>
            ) : person.mayVouch ? (
              <Button
                variant="default"
                size="xs"
                aria-label={t("openFor", { pseudonym: person.pseudonym })}
                onClick={() => ask(person)}
              >
                {t("open")}
              </Button>
            ) : (
              <small>{t("tooNew")}</small>
            )}
          </li>
        ))}
      </ul>
      {asked === null ? null : <VouchDialog person={asked} onClose={() => ask(null)} />}
    </>
  );
}

function VouchDialog({ person, onClose }: { person: Vouchee; onClose: () => void }) {
  const t = useTranslations("vetting.vouching");
  const { run, isBusy, problem } = useRun();
  const { id, pseudonym } = person;
  return (
    <Modal opened onClose={onClose} title={t("title2", { pseudonym })} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const sentence = formText(new FormData(event.currentTarget), "sentence");
          void run(
            () => vouch({ id, sentence }),
            () => {
              toast({ message: t("done", { pseudonym }), tone: "green" });
              onClose();
            },
          );
        }}
      >
        <Stack gap="lg">
          <p className={classes.consequence}>{t("consequence", { pseudonym })}</p>
          <Textarea
            name="sentence"
            label={t("sentence")}
            minLength={10}
            maxLength={600}
            autosize
            minRows={3}
            required
            withAsterisk={false}
            data-autofocus
          />
          {problem}
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t("submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
