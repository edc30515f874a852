import { Button } from "@mantine/core";
import { IconDownload, IconHandGrab, IconScale, IconStack2, IconSend, IconTag } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import type { CaseRow } from "@/lib/queries/list-cases";
import { routes } from "@/lib/routes";
import { Kbd } from "@/lib/ui/kbd";
import { useKeys } from "@/lib/ui/keys/use-keys";
import { exportPath } from "./queue-head";
import classes from "./queue-foot.module.css";
import type { QueueRights } from "./queue-props";

interface BulkBarProps {
  selected: CaseRow[];
  rights: QueueRights;
  isBusy: boolean;
  onClaim: () => void;
  onTag: () => void;
  onOpinion: () => void;
  onBatch: () => void;
  onClear: () => void;
  /** Everything that the list shows, over all its pages; null where the page is all there is, or not all of it is ticked. */
  whole: { count: number; isSelected: boolean; onSelect: () => void } | null;
}

const noticeStates: readonly string[] = ["confirmed", "notified", "actioned", "refused", "unanswered"];

/** In the place of the paging, so that no row moves when the first one is ticked. */
export function BulkBar({ selected, rights, isBusy, whole, ...acts }: BulkBarProps) {
  const { onClaim, onTag, onOpinion, onBatch, onClear } = acts;
  const t = useTranslations("queue.bulk");
  const batch = useTranslations("batch.queue");
  const command = useTranslations("case.command");
  const router = useRouter();
  const numbers = selected.map((row) => row.number);
  // What is done to rows one by one is done to rows that are before one's eyes.
  const isPage = whole?.isSelected !== true;
  const fitsNotice = selected.every(
    (row) => noticeStates.includes(row.state) && row.platform === selected[0]?.platform,
  );
  const notice = () => router.push(routes.newNotice({ cases: numbers }));
  const exported = () => window.location.assign(`${exportPath}?cases=${numbers.join(",")}`);
  useKeys([
    ...(rights.tags && isPage ? [{ keys: "t", label: command("tag"), run: onTag }] : []),
    ...(rights.notifies && isPage ? [{ keys: "n", label: t("notice"), run: notice, isOff: !fitsNotice }] : []),
    ...(rights.exports && isPage ? [{ keys: "e", label: t("export"), run: exported }] : []),
    { keys: "Escape", label: t("clear"), run: onClear },
  ]);
  return (
    <div className={classes.bulk} role="group" aria-label={t("label")}>
      <span className={classes.selected} role="status">
        {whole?.isSelected ? batch("wholeSelected") : t("selected", { count: selected.length })}
      </span>
      {whole === null || whole.isSelected ? null : (
        <Button size="xs" variant="subtle" onClick={whole.onSelect}>
          {batch("whole", { count: whole.count })}
        </Button>
      )}
      {rights.claims && isPage ? (
        <Button
          size="xs"
          loading={isBusy}
          leftSection={<IconHandGrab size={15} />}
          rightSection={<Kbd keys="c" isOnAccent />}
          aria-keyshortcuts="c"
          onClick={onClaim}
        >
          {command("claim")}
        </Button>
      ) : null}
      {rights.judges && isPage ? (
        <Button size="xs" variant="default" leftSection={<IconScale size={15} />} onClick={onOpinion}>
          {t("opinion")}
        </Button>
      ) : null}
      {rights.tags && isPage ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTag size={15} />}
          rightSection={<Kbd keys="t" />}
          aria-keyshortcuts="t"
          onClick={onTag}
        >
          {command("tag")}
        </Button>
      ) : null}
      {rights.notifies && isPage ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconSend size={15} />}
          rightSection={<Kbd keys="n" />}
          aria-keyshortcuts="n"
          disabled={!fitsNotice}
          title={fitsNotice ? undefined : t("noticeOff")}
          onClick={notice}
        >
          {t("notice")}
        </Button>
      ) : null}
      {rights.exports && isPage ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={15} />}
          rightSection={<Kbd keys="e" />}
          aria-keyshortcuts="e"
          onClick={exported}
        >
          {t("export")}
        </Button>
      ) : null}
      {rights.notifies ? (
        <Button size="xs" variant="default" loading={isBusy} leftSection={<IconStack2 size={15} />} onClick={onBatch}>
          {batch("button")}
        </Button>
      ) : null}
      <Button
        className={classes.clear}
        size="xs"
        variant="subtle"
        rightSection={<Kbd keys="Escape" />}
        aria-keyshortcuts="Escape"
        onClick={onClear}
      >
        {t("clear")}
      </Button>
    </div>
  );
}
