import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import type { BatchDetail, BatchNotice } from "@/lib/queries/get-batch";
import { routes } from "@/lib/routes";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import tables from "@/lib/ui/table.module.css";
import classes from "../../_components/batches.module.css";
import { MailForm } from "./mail-form";

/** The notices of the batch; those that the desk can mail, or report from an account of its own, are sent together, once they were read. */
export function MadeNotices({ batch }: { batch: BatchDetail }) {
  const t = useTranslations("batch.made");
  const mail = useTranslations("batch.mail");
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const { notices } = batch;
  const isSendable = ({ state, way }: BatchNotice): boolean =>
    state === "draft" && (way === "api" || (way === "mail" && batch.hasMailServer));
  const mailable = notices.filter(isSendable);
  const mayMail = mailable.length > 0 && batch.maySend && batch.status !== "running";
  const lacksServer = !batch.hasMailServer && notices.some(({ state, way }) => state === "draft" && way === "mail");
  const selected = mailable.filter(({ number }) => chosen.has(number));
  const isEvery = selected.length === mailable.length;
  const toggle = (number: number) =>
    setChosen(
      (before) => new Set(before.has(number) ? [...before].filter((one) => one !== number) : [...before, number]),
    );
  return (
    <section className={classes.section} aria-labelledby="made">
      <h2 id="made">{t("title")}</h2>
      {mayMail ? (
        <label className={classes.all}>
          <input
            type="checkbox"
            checked={isEvery}
            onChange={() => setChosen(new Set(isEvery ? [] : mailable.map(({ number }) => number)))}
          />
          {t("chooseAll")}
        </label>
      ) : null}
      <div className={`${tables.frame} ${tables.scroll}`}>
        <table className={`${tables.table} ${tables.cards} ${classes.table}`}>
          <thead>
            <tr>
              {mayMail ? (
                <th scope="col">
                  <span className="visually-hidden">{t("choose")}</span>
                </th>
              ) : null}
              {(["notice", "desk", "cases", "state"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {notices.map((notice) => (
              <tr key={notice.number}>
                {mayMail ? (
                  <td data-label={t("choose")}>
                    {isSendable(notice) ? (
                      <input
                        type="checkbox"
                        aria-label={t("chooseOne", { number: notice.number })}
                        checked={chosen.has(notice.number)}
                        onChange={() => toggle(notice.number)}
                      />
                    ) : null}
                  </td>
                ) : null}
                <th scope="row" data-label={t("notice")}>
                  <Link href={routes.notice(notice.number)} prefetch={false}>
                    {notice.number}
                  </Link>
                </th>
                <td data-label={t("desk")}>
                  <span className={classes.named}>
                    <PlatformIcon platform={notice.platform} />
                    {notice.channel}
                  </span>
                </td>
                <td data-label={t("cases")}>{notice.cases}</td>
                <td className={tables.wide} data-label={t("state")}>
                  <NoticeState notice={notice} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayMail ? <MailForm id={batch.id} chosen={selected} /> : null}
      {lacksServer ? <p className={classes.quiet}>{mail("noServer")}</p> : null}
    </section>
  );
}

function NoticeState({ notice: { state, mail, mailReason, delivery, way } }: { notice: BatchNotice }) {
  const t = useTranslations("batch");
  const states = useTranslations("notices.state");
  const ledger = useTranslations("ledger.mail.state");
  return (
    <>
      {states(state)}
      {delivery === null ? null : ` · ${ledger(delivery)}`}
      {mail === null || delivery !== null ? null : ` · ${t(`mail.state.${mail}`)}`}
      {mailReason === null ? null : <small className={`${classes.note} ${classes.bad}`}>{mailReason}</small>}
      {state === "draft" && way !== "mail" ? (
        <small className={`${classes.note} ${classes.faint}`}>{t(way === "api" ? "made.byApi" : "made.byHand")}</small>
      ) : null}
    </>
  );
}
