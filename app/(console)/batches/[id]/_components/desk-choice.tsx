import { NativeSelect } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { BatchPlatform } from "@/lib/queries/get-batch";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import classes from "../../_components/batches.module.css";

interface DeskChoiceProps {
  platform: BatchPlatform;
  /** "" leaves the platform's cases out. */
  chosen: string;
  onChoose: (desk: string) => void;
}

/** How many cases a platform has in the batch, and which of its desks takes them. */
export function DeskChoice({ platform: { platform, cases, ready, desks }, chosen, onChoose }: DeskChoiceProps) {
  const t = useTranslations("batch.plan");
  const words = useTranslations("vocabulary.platform");
  return (
    <div className={classes.desk}>
      <span className={classes.named}>
        <PlatformIcon platform={platform} isDecorative />
        <span>
          {words(platform)}
          <small>
            {t("cases", { cases })} · {t("ready", { ready })}
          </small>
        </span>
      </span>
      {desks.length === 0 ? (
        <span className={classes.quiet}>{t("none")}</span>
      ) : (
        <NativeSelect
          aria-label={words(platform)}
          value={chosen}
          data={[...desks.map(({ id, name }) => ({ value: id, label: name })), { value: "", label: t("noDesk") }]}
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        />
      )}
    </div>
  );
}
