"use client";

import { IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { platformIds, type PlatformId } from "@/lib/domain/case/vocabulary";
import type { Recognised } from "@/lib/domain/intake/log-lines";
import { PlatformIcon, UnknownPlatformIcon } from "@/lib/ui/platform-icon";
import classes from "./address-line.module.css";
import { FoundChip, FoundWords } from "./found-chip";
import type { DraftLine } from "./log-draft";

interface AddressLineProps {
  line: DraftLine;
  found: Recognised | undefined;
  isRepeated: boolean;
  onRemove?: () => void;
  onCorrect?: () => void;
  onPlatform?: (platform: PlatformId) => void;
}

/** One address: what it is, what the desk knows of it, and the remedy where it is none. */
export function AddressLine({ line, found, isRepeated, onRemove, onCorrect, onPlatform }: AddressLineProps) {
  const t = useTranslations("log.line");
  const isRefused = found?.kind === "not_an_address";
  const isBare = isRefused && found.reason === "handle_without_platform";
  const shown = found?.handle ?? line.text;
  return (
    <li className={classes.line} data-refused={isRefused || undefined}>
      <span className={classes.icon}>
        {found?.platform ? <PlatformIcon platform={found.platform} /> : <UnknownPlatformIcon />}
      </span>
      <span className={classes.handle} title={line.text}>
        {shown}
      </span>
      <span className={classes.chip}>{found ? <FoundChip found={found} /> : null}</span>
      {onRemove ? (
        <button
          type="button"
          className={classes.remove}
          onClick={onRemove}
          aria-label={t("remove", { what: shown })}
          title={t("removeShort")}
        >
          <IconX size={16} stroke={1.5} />
        </button>
      ) : null}
      <span className={classes.words}>
        {isRepeated ? t("repeated") : found ? <FoundWords found={found} /> : null}{" "}
        {isBare && onPlatform ? <PlatformChoice handle={line.text} onChoose={onPlatform} /> : null}{" "}
        {isRefused && onCorrect ? (
          <button
            type="button"
            className={classes.correct}
            onClick={onCorrect}
            aria-label={t("correctWhat", { what: shown })}
          >
            {t("correct")}
          </button>
        ) : null}
      </span>
    </li>
  );
}

function PlatformChoice({ handle, onChoose }: { handle: string; onChoose: (platform: PlatformId) => void }) {
  const t = useTranslations("log.line");
  const name = useTranslations("vocabulary.platform");
  return (
    <select
      className={classes.platform}
      aria-label={t("platformOf", { handle })}
      value=""
      onChange={(event) => {
        const chosen = platformIds.find((platform) => platform === event.target.value);
        if (chosen) onChoose(chosen);
      }}
    >
      <option value="" disabled>
        {t("platform")}
      </option>
      {platformIds
        .filter((platform) => platform !== "web")
        .map((platform) => (
          <option key={platform} value={platform}>
            {name(platform)}
          </option>
        ))}
    </select>
  );
}
