"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { removalReasons } from "@/lib/domain/images/picture";
import type { ImageView, Showing } from "@/lib/queries/get-images";
import { routes } from "@/lib/routes";
import { ActionError } from "@/lib/ui/action-error";
import { removeStored } from "../image-actions";
import { ReasonDialog } from "./reason-dialog";
import { RedactionEditor } from "./redaction-editor";
import classes from "./images-panel.module.css";
import { useCommand } from "./use-command";
import { useRevealed } from "./use-revealed";

interface ImageCardProps {
  image: ImageView;
  position: number;
  showing: Showing;
  mayReveal: boolean;
  isBlurredShown: boolean;
  mayRedact: boolean;
  mayRemove: boolean;
}

/** One picture: blurred, what it shows in words, and the picture itself while it is held. */
export function ImageCard(props: ImageCardProps) {
  const { image, position, showing, mayReveal, isBlurredShown, mayRedact, mayRemove } = props;
  const t = useTranslations("images");
  const [open, setOpen] = useState<"redact" | "remove" | null>(null);
  const { address, problem, isHeld, hint, handlers } = useRevealed(image.id, showing.reveal);
  const name = t("name", { position, shows: image.shows });
  const blurred = `${routes.blurredImage(image.id)}?revision=${String(image.revision)}`;
  return (
    <li className={classes.card}>
      {isBlurredShown ? (
        <button
          type="button"
          className={classes.frame}
          disabled={!mayReveal}
          aria-label={t(isHeld ? "held" : "blurred", { name, hint: t(hint) })}
          aria-pressed={isHeld}
          {...(mayReveal ? handlers : {})}
        >
          {/* A picture that must pass through no cache and no optimiser. */}
          <img
            src={address ?? blurred}
            alt=""
            draggable={false}
            loading="lazy"
            data-clear={isHeld}
            data-grey={showing.isGrey}
          />
          {isHeld || !mayReveal ? null : <span className={classes.hint}>{t(hint)}</span>}
        </button>
      ) : null}
      <p className={classes.shows}>{name}</p>
      <p className={classes.where}>
        {[image.seenWhere, image.seenOn, image.boxes.length > 0 ? t("redacted", { count: image.boxes.length }) : ""]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {problem === null ? null : <ActionError result={{ serverError: problem }} />}
      <div className={classes.cardActions}>
        {mayRedact ? (
          <button type="button" aria-label={t("redact.of", { position })} onClick={() => setOpen("redact")}>
            {t("redact.do")}
          </button>
        ) : null}
        {mayRemove ? (
          <button type="button" aria-label={t("remove.of", { position })} onClick={() => setOpen("remove")}>
            {t("remove.do")}
          </button>
        ) : null}
      </div>
      {open === "redact" ? (
        <RedactionEditor image={image} position={position} showing={showing} onClose={() => setOpen(null)} />
      ) : null}
      {open === "remove" ? <RemoveDialog id={image.id} onClose={() => setOpen(null)} /> : null}
    </li>
  );
}

function RemoveDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("images");
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();

  async function confirm(chosen: string) {
    const reason = removalReasons.find((one) => one === chosen);
    if (reason === undefined || (await run(() => removeStored({ id, reason }))) === null) return;
    onClose();
    router.refresh();
  }

  return (
    <ReasonDialog
      title={t("remove.title")}
      legend={t("why")}
      options={removalReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
      confirmLabel={t("remove.do")}
      isDanger
      isBusy={isBusy}
      onClose={onClose}
      onConfirm={(reason) => void confirm(reason)}
    >
      <p>{t("remove.body")}</p>
      {problem}
    </ReasonDialog>
  );
}
