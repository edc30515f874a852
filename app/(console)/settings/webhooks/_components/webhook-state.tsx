import { useTranslations } from "next-intl";
import type { ShownWebhook } from "@/lib/queries/list-webhooks";
import list from "@/lib/ui/list-page.module.css";
import classes from "./webhooks.module.css";

export function WebhookState({ webhook: { isActive, offBecause } }: { webhook: ShownWebhook }) {
  const t = useTranslations("webhooks.state");
  if (isActive) return <span className={classes.good}>{t("on")}</span>;
  const why = offBecause ?? "by_hand";
  return <span className={why === "given_up" ? classes.bad : list.quiet}>{t(why)}</span>;
}
