"use client";

import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type SyntheticEvent, useState } from "react";
import type { AgeAnswer } from "@/lib/domain/case/vocabulary";
import type { ToldError } from "@/lib/domain/errors";
import { pictureLimits } from "@/lib/domain/images/limits";
import { routes } from "@/lib/routes";
import { ActionError } from "@/lib/ui/action-error";
import { AgeQuestion } from "@/lib/ui/age-question";
import { toast } from "@/lib/ui/toast";
import { safeguard } from "../actions";
import classes from "./images-panel.module.css";

const megabytes = pictureLimits.bytesAtMost / 1_048_576;
const inHeader = (told: object): string => encodeURIComponent(JSON.stringify(told));

interface Sent {
  outcome?: "kept" | "lane";
  error?: ToldError;
}

async function send(number: number, file: File, caption: object): Promise<Sent> {
  if (file.size > pictureLimits.bytesAtMost)
    return { error: { code: "invalid_input", reason: "image_too_large", details: { maximumMegabytes: megabytes } } };
  try {
    // The file's own name stays here.
    const headers = { "content-type": "application/octet-stream", "x-picture": inHeader({ ageAnswer: "no", caption }) };
    const answer = await fetch(routes.imagesOf(number), { method: "POST", headers, body: file });
    return (await answer.json()) as Sent;
  } catch {
    return { error: { code: "unavailable" } };
  }
}

/** The question about age comes first: without a clear no, no file can even be chosen. */
export function AddImage({ caseId, number }: { caseId: string; number: number }) {
  const t = useTranslations("images");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [age, setAge] = useState<AgeAnswer | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ToldError>();
  const isDoubt = age === "yes" || age === "unsure";

  function close() {
    setOpen(false);
    setAge(null);
    setFile(null);
    setError(undefined);
  }

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = fields.get(name);
      return typeof value === "string" ? value : "";
    };
    setBusy(true);
    setError(undefined);
    const caption = { shows: text("shows"), seenWhere: text("seenWhere"), seenOn: text("seenOn") || null };
    const sent = isDoubt
      ? await safeguard({ id: caseId, reason: "possible_minor" }).then(({ serverError }): Sent =>
          serverError ? { error: serverError } : { outcome: "lane" },
        )
      : file === null
        ? { error: { code: "invalid_input" as const, reason: "image_empty" } }
        : await send(number, file, caption);
    setBusy(false);
    setError(sent.error);
    if (sent.error) return;
    close();
    toast({ message: t(sent.outcome === "lane" ? "toLane" : "added", { number }), tone: isDoubt ? "red" : "green" });
    router.refresh();
  }

  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t("add.do")}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t("add.title")} closeButtonProps={{ "aria-label": t("cancel") }}>
        <form className={classes.form} onSubmit={(event) => void submit(event)}>
          <AgeQuestion name="image-age" value={age} onChange={setAge} isDisabled={isBusy} />
          {age === "no" ? (
            <>
              <label className={classes.files}>
                {t("add.file")}
                <input
                  type="file"
                  required
                  accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
                  onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
                />
                <span>{t("add.fileHint", { megabytes })}</span>
              </label>
              <TextInput
                name="shows"
                required
                maxLength={300}
                label={t("add.shows")}
                description={t("add.showsHint")}
              />
              <TextInput name="seenWhere" maxLength={300} label={t("add.seenWhere")} />
              <TextInput name="seenOn" type="date" label={t("add.seenOn")} />
              <p className={classes.quiet}>{t("add.kept")}</p>
            </>
          ) : null}
          <ActionError result={{ serverError: error }} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={close}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={age === null} loading={isBusy}>
              {t(isDoubt ? "add.lane" : "add.send")}
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
