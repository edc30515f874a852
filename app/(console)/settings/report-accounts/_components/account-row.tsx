"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ShownReportAccount } from "@/lib/queries/list-report-accounts";
import { ActionError } from "@/lib/ui/action-error";
import list from "@/lib/ui/list-page.module.css";
import { RelativeTime } from "@/lib/ui/relative-time";
import { toast } from "@/lib/ui/toast";
import { removeAccount, tryAccount } from "../actions";
import { ReplaceSecret } from "./replace-secret";
import classes from "./report-accounts.module.css";

/** One account of the desk: where it lives, what can be done with it, and what its service said when it was tried. */
export function AccountRow({ account }: { account: ShownReportAccount }) {
  const t = useTranslations("report-accounts");
  const { id, service, address, host, identifier, moderation, createdAt } = account;
  const [isEnding, setEnding] = useState(false);
  const trial = useAction(tryAccount, { onSuccess: () => toast({ message: t("tried"), tone: "green" }) });
  const end = useAction(removeAccount, { onSuccess: () => toast({ message: t("ended"), tone: "green" }) });
  return (
    <li>
      <span className={list.what}>
        {t(`service.${service}`)}
        <span className={list.address}>{address}</span>
        {identifier === "" ? null : <span className={list.address}>{identifier}</span>}
        {moderation === "" ? null : <span className={list.address}>{moderation}</span>}
        <span className={list.quiet}>
          {t("since")} <RelativeTime instant={createdAt} variant="date" />
        </span>
      </span>
      <div className={list.buttons}>
        <Button
          variant="default"
          size="xs"
          aria-label={t("triedFor", { host })}
          loading={trial.isPending}
          onClick={() => trial.execute({ id })}
        >
          {t("try")}
        </Button>
        <ReplaceSecret id={id} host={host} service={service} />
        <Button variant="subtle" size="xs" aria-label={t("endFor", { host })} onClick={() => setEnding(true)}>
          {t("end")}
        </Button>
      </div>
      <div className={classes.said}>
        <ActionError result={trial.result} />
      </div>
      <Modal
        opened={isEnding}
        onClose={() => setEnding(false)}
        title={t("endAsk", { host })}
        closeButtonProps={{ "aria-label": t("keep") }}
      >
        <Stack gap="lg">
          <p>{t("endMeans")}</p>
          <ActionError result={end.result} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={() => setEnding(false)}>
              {t("keep")}
            </Button>
            <Button loading={end.isPending} onClick={() => end.execute({ id })}>
              {t("end")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </li>
  );
}
