import { useTranslations } from "next-intl";
import type { MandateStatus } from "@/lib/domain/mandate";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./mandates.module.css";

interface MandateStateLineProps {
  mandate: { status: MandateStatus; seenCount: number; expiresAt: Date | null; isRenewing: boolean };
}

/** How a mandate stands, until when, and whether its next code waits to be seen. */
export function MandateStateLine({ mandate: { status, seenCount, expiresAt, isRenewing } }: MandateStateLineProps) {
  const t = useTranslations("mandates");
  return (
    <span className={classes.state}>
      <span className={classes[status]}>{t(`status.${status}`, { count: seenCount })}</span>
      {expiresAt === null || status === "withdrawn" || status === "pending" ? null : (
        <>
          {" · "}
          {t("until")} <RelativeTime instant={expiresAt} variant="date" />
        </>
      )}
      {isRenewing && status !== "withdrawn" ? <> · {t("renewing", { count: seenCount })}</> : null}
    </span>
  );
}
