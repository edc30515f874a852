import { Button } from "@mantine/core";
import { IconDownload, IconHandGrab, IconScale, IconSend, IconTag } from "@tabler/icons-react";
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
  onClear: () => void;
}

const noticeStates: readonly string[] = ["confirmed", "notified", "actioned", "refused", "unanswered"];

/** In the place of the paging, so that no row moves when the first one is ticked. */
export function BulkBar({ selected, rights, isBusy, onClaim, onTag, onOpinion, onClear }: BulkBarProps) {
  const t = useTranslations("queue.bulk");
  const command = useTranslations("case.command");
  const router = useRouter();
  const numbers = selected.map((row) => row.number);
  const fitsNotice = selected.every(
    (row) => noticeStates.includes(row.state) && row.platform === selected[0]?.platform,
  );
  const notice = () => router.push(routes.newNotice({ cases: numbers }));
  const exported = () => window.location.assign(`${exportPath}?cases=${numbers.join(",")}`);
  useKeys([
    ...(rights.tags ? [{ keys: "t", label: command("tag"), run: onTag }] : []),
    ...(rights.notifies ? [{ keys: "n", label: t("notice"), run: notice, isOff: !fitsNotice }] : []),
    ...(rights.exports ? [{ keys: "e", label: t("export"), run: exported }] : []),
    { keys: "Escape", label: t("clear"), run: onClear },
  ]);
  return (
    <div className={classes.bulk} role="group" aria-label={t("label")}>
      <span className={classes.selected} role="status">
        {t("selected", { count: selected.length })}
      </span>
      {rights.claims ? (
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
      {rights.judges ? (
        <Button size="xs" variant="default" leftSection={<IconScale size={15} />} onClick={onOpinion}>
          {t("opinion")}
        </Button>
      ) : null}
      {rights.tags ? (
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
      {rights.notifies ? (
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
      {rights.exports ? (
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
      <Button
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
