"use client";

import { Button, Group, Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { boxesAtMost } from "@/lib/domain/images/boxes";
import type { ImageView, Showing } from "@/lib/queries/get-images";
import { routes } from "@/lib/routes";
import { redactStored } from "../image-actions";
import classes from "./images-panel.module.css";
import { RedactionBox } from "./redaction-box";
import { useBoxes } from "./use-boxes";
import { useCommand } from "./use-command";
import { useRevealed } from "./use-revealed";

interface RedactionEditorProps {
  image: ImageView;
  position: number;
  showing: Showing;
  onClose: () => void;
}

/** Boxes over a picture, by mouse, finger or keys. What they cover is drawn black by the server, for everybody. */
export function RedactionEditor({ image, position, showing, onClose }: RedactionEditorProps) {
  const t = useTranslations("images.redact");
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();
  const { boxes, add, merge, replace, remove, area } = useBoxes(image.boxes);
  const [seen, setSeen] = useState({ revision: image.revision, isMerged: false });
  if (image.revision !== seen.revision) {
    setSeen({ revision: image.revision, isMerged: true });
    merge(image.boxes);
  }
  const [focused, setFocused] = useState<number | null>(null);
  const { address, isHeld, hint, handlers } = useRevealed(image.id, showing.reveal);
  const words = useTranslations("images");

  async function save() {
    if ((await run(() => redactStored({ id: image.id, revision: seen.revision, boxes }))) === null) return;
    onClose();
    router.refresh();
  }

  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t("of", { position })}
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      <div className={classes.form}>
        <p className={classes.quiet}>{t("how")}</p>
        <div
          ref={area.ref}
          className={classes.area}
          style={{ aspectRatio: `${String(image.width)} / ${String(image.height)}` }}
          data-redaction-area
          {...area.handlers}
        >
          <img
            src={address ?? routes.blurredImage(image.id)}
            alt=""
            draggable={false}
            data-clear={isHeld}
            data-grey={showing.isGrey}
          />
          {boxes.map((box, at) => (
            <RedactionBox
              key={at}
              box={box}
              label={t("box", { position: at + 1 })}
              isFocused={focused === at}
              sizeOf={area.sizeOf}
              onChange={(next) => replace(at, next)}
              onRemove={() => remove(at)}
            />
          ))}
        </div>
        <div className={classes.row}>
          <Button
            size="xs"
            variant="default"
            disabled={boxes.length >= boxesAtMost}
            onClick={() => {
              setFocused(boxes.length);
              add();
            }}
          >
            {t("add")}
          </Button>
          <Button size="xs" variant="default" aria-pressed={isHeld} {...handlers}>
            {words(hint)}
          </Button>
        </div>
        <p className={classes.quiet}>{t("kept")}</p>
        {seen.isMerged ? <p role="status">{t("merged")}</p> : null}
        {problem}
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button loading={isBusy} onClick={() => void save()}>
            {t("save", { count: boxes.length })}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
