import { useTranslations } from "next-intl";
import type { MandateView } from "@/lib/queries/get-mandate";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./mandates.module.css";

/** What the trail says of it, newest first. */
export function MandateHistory({ history }: { history: MandateView["history"] }) {
  const t = useTranslations("mandates.history");
  const audit = useTranslations("audit");
  return (
    <Panel title={t("title")}>
      <ol className={classes.history}>
        {history.map(({ id, at, action, who }) => (
          <li key={id}>
            <span>{action === "database" ? audit("database") : audit(`action.${action}`)}</span>
            <span className={classes.quiet}>
              {typeof who === "string" ? t("by", { who }) : t(who.kind)},{" "}
              <RelativeTime instant={at} variant="dateTime" />
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
