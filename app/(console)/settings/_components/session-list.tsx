"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { ActionError } from "@/lib/ui/action-error";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { toast } from "@/lib/ui/toast";
import { endOtherSessions, endSession } from "../access-actions";
import classes from "./settings.module.css";

interface SessionListProps {
  sessions: readonly { id: string; device: string; createdAt: Date; lastSeenAt: Date }[];
  currentId: string;
}

export function SessionList({ sessions, currentId }: SessionListProps) {
  const t = useTranslations("settings.sessions");
  const one = useAction(endSession, { onSuccess: () => toast({ message: t("revoked"), tone: "green" }) });
  const others = useAction(endOtherSessions, {
    onSuccess: ({ data }) => toast({ message: t("othersDone", { count: data }), tone: "green" }),
  });
  return (
    <Panel title={t("title")} aside={sessions.length}>
      <ul className={classes.rows}>
        {sessions.map(({ id, device, createdAt, lastSeenAt }) => {
          const name = device === "" ? t("unknown") : device;
          return (
            <li key={id}>
              <span className={classes.what}>
                <span>
                  {name} {id === currentId ? <span className={classes.quiet}>({t("here")})</span> : null}
                </span>
                <span className={classes.quiet}>
                  {t("since")} <RelativeTime instant={createdAt} variant="date" />, {t("seen")}{" "}
                  <RelativeTime instant={lastSeenAt} />
                </span>
              </span>
              {id === currentId ? null : (
                <Button
                  variant="subtle"
                  size="xs"
                  aria-label={t("revokeFor", { device: name })}
                  loading={one.isPending && one.input.id === id}
                  onClick={() => one.execute({ id })}
                >
                  {t("revoke")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <ActionError result={one.result} />
      <ActionError result={others.result} />
      {sessions.length < 2 ? null : (
        <div className={classes.foot}>
          <Button variant="default" loading={others.isPending} onClick={() => others.execute()}>
            {t("others")}
          </Button>
        </div>
      )}
    </Panel>
  );
}
