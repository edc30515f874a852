"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ShownWitness } from "@/lib/queries/list-witnesses";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { toast } from "@/lib/ui/toast";
import { endOneWitness } from "../witness-actions";
import classes from "./settings.module.css";
import { SignatureDialog } from "./signature-dialog";
import { WitnessDialog } from "./witness-dialog";

/** Who keeps our checkpoints, so that rewriting the trail would show. */
export function WitnessPanel({ witnesses }: { witnesses: readonly ShownWitness[] }) {
  const t = useTranslations("settings.witnesses");
  const [open, setOpen] = useState<"witness" | "signature" | null>(null);
  const { execute, result, isPending, input } = useAction(useConfirmed(endOneWitness), {
    onSuccess: () => toast({ message: t("ended"), tone: "green" }),
  });
  return (
    <Panel title={t("title")} aside={witnesses.length === 0 ? undefined : witnesses.length}>
      <p className={classes.text}>{t("intro")}</p>
      {witnesses.length === 0 ? <p className={classes.quiet}>{t("none")}</p> : null}
      <ul className={classes.rows}>
        {witnesses.map(({ id, name, kind, target, signs, sentSize, sentAt, failure }) => (
          <li key={id}>
            <span className={classes.what}>
              <span>{name}</span>
              <span className={classes.quiet}>
                {t(`kind.${kind}`)}: {target}
                {signs ? `, ${t("signs")}` : null}
              </span>
              <span className={classes.quiet}>
                {sentAt === null ? (
                  t("nothingSent")
                ) : (
                  <>
                    {t("sent", { size: sentSize ?? 0 })} <RelativeTime instant={sentAt} />
                  </>
                )}
              </span>
              {failure === null ? null : (
                <span className={classes.failed}>{t("failed", { reason: t(`failure.${failure}`) })}</span>
              )}
            </span>
            <Button
              variant="subtle"
              size="xs"
              aria-label={t("endFor", { name })}
              loading={isPending && input.id === id}
              onClick={() => execute({ id })}
            >
              {t("end")}
            </Button>
          </li>
        ))}
      </ul>
      <ActionError result={result} />
      <div className={classes.foot}>
        <Button variant="subtle" onClick={() => setOpen("signature")}>
          {t("addSignature")}
        </Button>
        <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setOpen("witness")}>
          {t("open")}
        </Button>
      </div>
      {open === "witness" ? <WitnessDialog onClose={() => setOpen(null)} /> : null}
      {open === "signature" ? <SignatureDialog onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}
