"use client";

import { Button, Group, Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { mayBeUnredacted } from "@/lib/domain/images/bundled-image";
import { type BundleAudience, bundleAudiences } from "@/lib/domain/notices/case-bundle";
import type { ImageView } from "@/lib/queries/get-images";
import { routes } from "@/lib/routes";
import { ActionError } from "@/lib/ui/action-error";
import { PillChoice } from "@/lib/ui/pill-choice";
import { toast } from "@/lib/ui/toast";
import classes from "./bundle-with-images.module.css";
import { useBundle } from "./use-bundle";

interface BundleWithImagesProps {
  number: number;
  images: readonly ImageView[];
  isGrey: boolean;
}

/** How a picture goes: not, as everybody sees it, or without what was blackened. */
type Way = "out" | "shown" | "whole";

/** Who gets the archive, then every picture by itself: none goes unless somebody says so. */
export function BundleWithImages({ number, images, isGrey }: BundleWithImagesProps) {
  const t = useTranslations("forms.bundle");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t("withImages")}
      </Button>
      {isOpen ? (
        <Modal
          opened
          onClose={() => setOpen(false)}
          title={t("imagesTitle")}
          size="lg"
          closeButtonProps={{ "aria-label": t("cancel") }}
        >
          <Choice number={number} images={images} isGrey={isGrey} onClose={() => setOpen(false)} />
        </Modal>
      ) : null}
    </>
  );
}

function Choice({ number, images, isGrey, onClose }: BundleWithImagesProps & { onClose: () => void }) {
  const t = useTranslations("forms.bundle");
  const [audience, setAudience] = useState<BundleAudience | null>(null);
  const [ways, setWays] = useState<Readonly<Record<string, Way>>>({});
  const { take, isBusy, error } = useBundle(number);
  const mayUncover = audience !== null && mayBeUnredacted(audience);
  const wayOf = (id: string): Way => {
    const way = ways[id] ?? "out";
    return way === "whole" && !mayUncover ? "shown" : way;
  };
  const choices = images
    .filter(({ id }) => wayOf(id) !== "out")
    .map(({ id }) => ({ id, isUnredacted: wayOf(id) === "whole" }));

  async function submit() {
    if (audience === null || !(await take(audience, choices))) return;
    toast({ message: t("handed", { count: choices.length }), tone: "green" });
    onClose();
  }

  return (
    <div className={classes.form}>
      <PillChoice
        name="bundle-audience"
        label={t("forWhom")}
        choices={bundleAudiences.map((value) => ({ value, label: t(value) }))}
        value={audience}
        onChoose={setAudience}
      />
      <ul className={classes.list}>
        {images.map((image, at) => (
          <li key={image.id}>
            {/* Blurred: what it shows is said in words, and looked at on the case itself. */}
            <img
              src={`${routes.blurredImage(image.id)}?revision=${String(image.revision)}`}
              alt=""
              loading="lazy"
              data-grey={isGrey}
            />
            <PillChoice
              name={`bundle-${image.id}`}
              label={t("image", { position: at + 1, shows: image.shows })}
              choices={(["out", "shown", "whole"] as const)
                .filter((way) => way !== "whole" || (image.boxes.length > 0 && mayUncover))
                .map((value) => ({
                  value,
                  label: value === "shown" ? t("shown", { count: image.boxes.length }) : t(value),
                }))}
              value={wayOf(image.id)}
              onChoose={(way) => setWays((before) => ({ ...before, [image.id]: way }))}
            />
          </li>
        ))}
      </ul>
      <p className={classes.quiet}>{t("imagesHint")}</p>
      <ActionError result={{ serverError: error }} />
      <Group justify="flex-end">
        <Button variant="subtle" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button disabled={audience === null || choices.length === 0} loading={isBusy} onClick={() => void submit()}>
          {t("take", { count: choices.length })}
        </Button>
      </Group>
    </div>
  );
}
