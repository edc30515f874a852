"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import type { ShownDelivery } from "@/lib/queries/list-webhooks";
import { ActionError } from "@/lib/ui/action-error";
import list from "@/lib/ui/list-page.module.css";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { toast } from "@/lib/ui/toast";
import { sendAgain } from "../actions";
import classes from "./webhooks.module.css";

const toneOf = { waiting: list.quiet, delivered: classes.good, given_up: classes.bad, cancelled: list.quiet };

/** What was sent, or is to be, and how it went. */
export function DeliveryLog({ deliveries, isActive }: { deliveries: readonly ShownDelivery[]; isActive: boolean }) {
  const t = useTranslations("webhooks");
  const { execute, result, isPending, input } = useAction(sendAgain, {
    onSuccess: () => toast({ message: t("againDone"), tone: "green" }),
  });
  const about = ({ case: case_, notice, event }: ShownDelivery): string => {
    if (case_ !== null) return t("case", { number: case_ });
    return notice === null ? event : t("notice", { number: notice });
  };
  if (deliveries.length === 0)
    return (
      <Panel title={t("deliveries")}>
        <p className={list.quiet}>{t("noDeliveries")}</p>
      </Panel>
    );
  return (
    <Panel title={t("deliveries")} aside={t("deliveriesHint", { count: deliveries.length })}>
      <ActionError result={result} />
      <table className={classes.table}>
        <thead>
          <tr>
            {(["what", "when", "status", "actions"] as const).map((column) => (
              <th key={column} scope="col">
                {column === "actions" ? (
                  <span className="visually-hidden">{t("column.actions")}</span>
                ) : (
                  t(`column.${column}`)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.id}>
              <td>
                <span className={classes.stack}>
                  <span>{t(`event.${delivery.event}`)}</span>
                  <span className={list.quiet}>{about(delivery)}</span>
                </span>
              </td>
              <td>
                <RelativeTime instant={delivery.at} variant="dateTime" />
              </td>
              <td>
                <DeliveryStatus delivery={delivery} />
              </td>
              <td>
                {isActive ? (
                  <Button
                    variant="subtle"
                    size="xs"
                    aria-label={t("againFor", { what: `${t(`event.${delivery.event}`)}, ${about(delivery)}` })}
                    loading={isPending && input.id === delivery.id}
                    onClick={() => execute({ id: delivery.id })}
                  >
                    {t("again")}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function DeliveryStatus({ delivery }: { delivery: ShownDelivery }) {
  const t = useTranslations("webhooks");
  const { status, attempts, nextAt, response, failure } = delivery;
  return (
    <span className={classes.stack}>
      <span className={toneOf[status]}>{t(`status.${status}`)}</span>
      <span className={list.quiet}>
        {t("attempts", { count: attempts })}
        {response === null ? null : `, ${t("response", { status: response })}`}
        {nextAt === null ? null : (
          <>
            , {t("next")} <RelativeTime instant={nextAt} variant="time" />
          </>
        )}
      </span>
      {failure === null ? null : <span className={classes.bad}>{t(`failure.${failure}`)}</span>}
    </span>
  );
}
