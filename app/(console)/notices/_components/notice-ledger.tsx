import { useTranslations } from "next-intl";
import Link from "next/link";
import { type NoticeRow, type NoticeView, noticeViews } from "@/lib/queries/list-notices";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import { LinkButton } from "@/lib/ui/link-button";
import { OutcomeBadge } from "@/lib/ui/outcome-badge";
import { PageTitle } from "@/lib/ui/page-title";
import { RelativeTime } from "@/lib/ui/relative-time";
import tables from "@/lib/ui/table.module.css";
import { useChannelName } from "@/lib/ui/use-channel-name";
import classes from "./notice-ledger.module.css";
import { RecipientIcon, useRecipientName } from "@/lib/ui/recipient";

interface NoticeLedgerProps {
  rows: NoticeRow[];
  next: number | null;
  view: NoticeView;
  mayRecord: boolean;
  mayPrepare: boolean;
}

/** What has been sent to whom, and what became of it. */
export function NoticeLedger({ rows, next, view, mayRecord, mayPrepare }: NoticeLedgerProps) {
  const t = useTranslations("notices");
  const ledger = useTranslations("ledger");
  const batch = useTranslations("batch.queue");
  return (
    <div className={classes.page}>
      <PageTitle
        actions={
          <>
            {mayRecord ? (
              <LinkButton href={routes.answer()} variant="subtle">
                {ledger("answer.link")}
              </LinkButton>
            ) : null}
            {mayPrepare ? (
              <LinkButton href={routes.batches()} variant="subtle">
                {batch("link")}
              </LinkButton>
            ) : null}
            <LinkButton href={routes.newNotice()} variant="default">
              {t("new")}
            </LinkButton>
          </>
        }
      >
        {t("title")}
      </PageTitle>
      <nav className={classes.views} aria-label={t("view.label")}>
        {noticeViews.map((one) => (
          <Link
            key={one}
            href={routes.notices({ view: one === "all" ? null : one })}
            aria-current={one === view ? "page" : undefined}
          >
            {t(`view.${one}`)}
          </Link>
        ))}
      </nav>
      {rows.length === 0 ? (
        <EmptyState
          title={t("empty.title")}
          action={<LinkButton href={routes.queue({ view: "to_notify" })}>{t("empty.action")}</LinkButton>}
        >
          {t("empty.text")}
        </EmptyState>
      ) : (
        <div className={`${tables.frame} ${tables.scroll}`}>
          <table className={`${tables.table} ${tables.cards} ${classes.table}`}>
            <thead>
              <tr>
                {(["number", "recipient", "cases", "state", "sent", "received", "answered"] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <LedgerRow key={row.number} row={row} mayRecord={mayRecord} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next === null ? null : (
        <p>
          <Link href={routes.notices({ view: view === "all" ? null : view, before: next })}>{t("older")}</Link>
        </p>
      )}
    </div>
  );
}

const shownCases = 6;

function LedgerRow({ row, mayRecord }: { row: NoticeRow; mayRecord: boolean }) {
  const t = useTranslations("notices");
  const nameOf = useRecipientName();
  const channelName = useChannelName();
  const ledger = useTranslations("ledger");
  const isOpen = row.state === "sent" || row.state === "received";
  return (
    <tr>
      <th scope="row" className={tables.wide}>
        <Link href={routes.notice(row.number)}>{row.number}</Link>
      </th>
      <td className={tables.wide} data-label={t("column.recipient")}>
        <span className={classes.recipient}>
          <RecipientIcon kind={row.recipientKind} platform={row.platform} />
          <span>
            {nameOf(row)}
            <small>{channelName(row.channelId, row.channel)}</small>
          </span>
        </span>
      </td>
      <td data-label={t("column.cases")}>
        {row.cases.slice(0, shownCases).map((number) => (
          <Link key={number} className={classes.case} href={routes.case(number)}>
            {number}
          </Link>
        ))}
        {row.cases.length > shownCases ? `+${row.cases.length - shownCases}` : null}
      </td>
      <td data-label={t("column.state")}>
        {isOpen && row.outcomes.length === 0 ? (
          <OutcomeBadge
            outcome={row.state === "sent" ? "sent" : "received"}
            note={row.isOverdue ? <strong className={classes.overdue}>{t("overdue")}</strong> : undefined}
          />
        ) : null}
        {row.delivery === null || row.delivery === "sent" ? null : (
          <strong className={classes.overdue}>{ledger(`mail.state.${row.delivery}`)}</strong>
        )}
        {row.outcomes.map((outcome) => (
          <OutcomeBadge key={outcome} outcome={outcome} />
        ))}
        {!isOpen && row.outcomes.length === 0 ? t(`state.${row.state}`) : null}
      </td>
      <td data-label={t("column.sent")}>
        {row.sentAt === null ? null : <RelativeTime instant={row.sentAt} variant="date" />}
      </td>
      <td data-label={t("column.received")}>
        {row.receivedAt === null ? null : <RelativeTime instant={row.receivedAt} variant="date" />}
        {row.reference === "" ? null : <small className={classes.reference}>{row.reference}</small>}
      </td>
      <td data-label={t("column.answered")}>
        {row.informedOn === null ? null : <RelativeTime instant={row.informedOn} variant="date" />}
        {isOpen && mayRecord ? <Link href={`${routes.notice(row.number)}#answer`}>{t("recordAnswer")}</Link> : null}
      </td>
    </tr>
  );
}
