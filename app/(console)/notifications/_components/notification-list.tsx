import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ListedNotification, NotificationPage } from "@/lib/queries/list-notifications";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { RelativeTime } from "@/lib/ui/relative-time";
import { placeOf } from "@/lib/ui/notification-places";
import classes from "./notifications.module.css";
import { ReadButton } from "./read-button";
import { useNotificationText } from "./use-notification-text";

interface NotificationListProps {
  page: NotificationPage;
  isFirst: boolean;
}

export function NotificationList({ page, isFirst }: NotificationListProps) {
  const t = useTranslations("notifications");
  return (
    <>
      <ol className={classes.list} aria-label={t("title")}>
        {page.rows.map((row) => (
          <NotificationLine key={row.id} row={row} />
        ))}
      </ol>
      <nav className={classes.foot} aria-label={t("pages")}>
        {isFirst ? null : (
          <LinkButton href={routes.notifications()} variant="default">
            {t("latest")}
          </LinkButton>
        )}
        {page.before === null ? null : (
          <LinkButton href={routes.notifications({ before: page.before })} variant="default">
            {t("older")}
          </LinkButton>
        )}
      </nav>
    </>
  );
}

function NotificationLine({ row: { id, createdAt, isNew, told } }: { row: ListedNotification }) {
  const t = useTranslations("notifications");
  const textOf = useNotificationText();
  const place = told === null ? null : placeOf(told);
  return (
    <li className={classes.line} data-new={isNew || undefined}>
      <p className={classes.text}>
        {isNew ? <span className="visually-hidden">{t("new")}: </span> : null}
        {textOf(told)}
      </p>
      <span className={classes.when}>
        <RelativeTime instant={createdAt} variant="dateTime" />
      </span>
      <span className={classes.acts}>
        {place === null ? null : (
          <Link href={place} prefetch={false}>
            {t("open")}
          </Link>
        )}
        {isNew ? <ReadButton id={id} label={t("readOne")} /> : null}
      </span>
    </li>
  );
}
