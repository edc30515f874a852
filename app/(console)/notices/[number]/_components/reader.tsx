import { useTranslations } from "next-intl";
import { defang } from "@/lib/domain/notices/defang";
import { mayReceiveAccounts } from "@/lib/domain/notices/recipients";
import type { NoticeView } from "@/lib/queries/get-notice";
import { routes } from "@/lib/routes";
import { Icon } from "@/lib/ui/icon";
import classes from "./notice-screen.module.css";

/** What this reader may be told, where that is no account; and what stands masked until somebody opens it. */
export function Reader({ view: { number, input, isSealed, payments, state, isOpened } }: { view: NoticeView }) {
  const t = useTranslations("fit");
  const { recipientKind } = input.channel;
  if (mayReceiveAccounts(recipientKind)) return null;
  return (
    <div className={classes.reader}>
      <p>{t(recipientKind === "payment" ? "payment" : "elsewhere")}</p>
      {input.about.length === 0 ? null : (
        <p>
          {t("about")}{" "}
          <code>{input.about.map((name) => defang(`https://${name}`).slice("hxxps://".length)).join(", ")}</code>
        </p>
      )}
      {isSealed ? (
        <p className={classes.warning} role="status">
          <Icon name="state-draft" size={14} />{" "}
          {state === "draft" ? t("sealedTitle", { count: payments }) : t("sealedLeft")}{" "}
          <a href={routes.openedNotice(number)}>{t("open")}</a>
        </p>
      ) : null}
      {isOpened ? <p>{t("opened")}</p> : null}
    </div>
  );
}
