import { useTranslations } from "next-intl";
import Link from "next/link";
import type { NoticeView } from "@/lib/queries/get-notice";
import { mayReceiveAccounts } from "@/lib/domain/notices/recipients";
import { routes } from "@/lib/routes";
import { Icon } from "@/lib/ui/icon";
import { LinkButton } from "@/lib/ui/link-button";
import { OutcomeBadge } from "@/lib/ui/outcome-badge";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { useChannelName } from "@/lib/ui/use-channel-name";
import { useRecipientName } from "@/lib/ui/recipient";
import classes from "./notice-screen.module.css";
import { caseStateOf } from "@/lib/domain/notices/tracking";
import { DeliveryPanel } from "./delivery-panel";
import { ReportPanel } from "./report-panel";
import { EndedMandates } from "./ended-mandates";
import { SendForm } from "./send-form";
import { TrackForm } from "./track-form";

const settingCodes = ["organisation", "role_mailbox", "signatory"];

const stepsTaken = (one: NoticeView["tracked"][number]) =>
  (
    [
      ["complaint", one.complainedAt],
      ["out_of_court", one.outOfCourtAt],
      ["coordinator", one.coordinatorAt],
    ] as const
  ).flatMap(([step, at]) => (at === null ? [] : [[step, at] as const]));

/** What is missing and the step that comes next; below, where else these cases have gone. */
export function SideColumn({ view }: { view: NoticeView }) {
  const t = useTranslations("notices");
  const texts = useTranslations("notice-text");
  const nameOf = useRecipientName();
  const fit = useTranslations("fit");
  const channelName = useChannelName();
  const ledger = useTranslations("ledger");
  const hasLeft = ["sent", "received", "answered"].includes(view.state);
  const kinds = {
    phone: texts("thirdParty.phone"),
    email: texts("thirdParty.email"),
    iban: texts("thirdParty.iban"),
    name: fit("flags.name"),
  };
  return (
    <>
      <EndedMandates mandates={view.endedMandates} />
      {view.state === "draft" ? (
        <Panel variant="section" title={t("missing.title", { count: view.missing.length })}>
          <ul className={classes.missing}>
            {view.missing.map((element, index) => (
              <li key={index}>
                <Icon name="state-draft" size={14} />
                <span>
                  {texts(`missing.${element.code}`, { caseNumber: element.caseNumber ?? 0, ...element.details })}{" "}
                  {element.code === "account_in_text" ? (
                    <strong>
                      {view.accountWords
                        .filter(({ caseNumber }) => caseNumber === element.caseNumber)
                        .map(({ caseNumber, words: named }) =>
                          fit("takeOut", { number: String(caseNumber), words: named.join(", ") }),
                        )}
                    </strong>
                  ) : null}
                  {element.code === "nothing_for_reader" && element.caseNumber !== null ? (
                    <Link href={routes.case(element.caseNumber)}>
                      {fit("toCase", { number: String(element.caseNumber) })}
                    </Link>
                  ) : null}
                  {settingCodes.includes(element.code) ? (
                    <Link href={routes.settings()}>{t("missing.settings")}</Link>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
          {view.addressChangedAt === null ? null : (
            <p className={classes.warning} role="status">
              <Icon name="state-draft" size={14} />{" "}
              {t.rich("send.addressChanged", {
                when: () => <RelativeTime instant={view.addressChangedAt ?? ""} variant="dateTime" />,
              })}
            </p>
          )}
          {view.isSealed ? <p className={classes.quiet}>{fit("openFirst")}</p> : null}
          {view.may.send ? (
            <SendForm
              key={view.number}
              notice={{
                number: view.number,
                version: view.version,
                fingerprint: view.fingerprint ?? "",
                kind: view.kind,
                isGoodFaith: view.input.goodFaith !== null,
                formUrl: view.desk.url,
                isMail: view.desk.kind === "email",
                mailbox: view.desk.mailbox,
                roleMailbox: view.input.notifier.roleMailbox,
                hasServer: view.hasMailServer,
                explanation: view.input.explanation,
                ruleCited: view.input.ruleCited,
                isTold: mayReceiveAccounts(view.input.channel.recipientKind),
              }}
              api={view.api}
              isComplete={view.missing.length === 0 && !view.isSealed}
              spans={view.thirdParty.map(({ text, start, end, kind, field }) => ({
                text,
                start,
                end,
                kind,
                field,
                sentence: kinds[kind],
              }))}
              texts={{
                tick: texts("goodFaith.tick"),
                warning: texts("goodFaith.warning"),
              }}
              formats={view.forms.map((form) => ({ value: form.format, label: texts(`format.${form.format}`) }))}
            />
          ) : null}
        </Panel>
      ) : null}
      {view.delivery === null ? null : (
        <DeliveryPanel number={view.number} delivery={view.delivery} maySettle={view.may.record} />
      )}
      {view.reports.length === 0 ? null : (
        <ReportPanel number={view.number} reports={view.reports} maySettle={view.may.record} />
      )}
      {view.keptFlags.length === 0 ? null : (
        <Panel variant="section" title={fit("flags.left")}>
          <ul className={classes.tracked}>
            {view.keptFlags.map((flag) => (
              <li key={flag.id}>
                {kinds[flag.kind as keyof typeof kinds]} <small>{fit("flags.kept", { because: flag.because })}</small>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {hasLeft ? (
        <div id="answer">
          <Panel variant="section" title={t("track.title")}>
            <ul className={classes.tracked}>
              {view.tracked.map((one) => (
                <li key={one.number}>
                  <Link href={routes.case(one.number)}>{one.number}</Link>{" "}
                  <span className={classes.mono}>{one.handle}</span>
                  <OutcomeBadge
                    outcome={
                      one.verifiedGoneAt === null
                        ? (one.outcome ?? (view.receivedAt === null ? "sent" : "received"))
                        : "verified_gone"
                    }
                  />
                  {one.complaintDeadline !== null &&
                  (one.outcome === "refused" || one.outcome === "refused_unfounded") ? (
                    <small>
                      {t("track.complaint")} <RelativeTime instant={one.complaintDeadline} variant="date" />
                    </small>
                  ) : null}
                  {one.cameBackAt === null ? null : <OutcomeBadge outcome="back_again" />}
                  {stepsTaken(one).map(([step, at]) => (
                    <small key={step}>
                      {ledger(`step.${step}`)}: {ledger("step.taken")} <RelativeTime instant={at} variant="date" />
                    </small>
                  ))}
                  {view.may.record && (one.outcome === null || caseStateOf(one.outcome) !== "actioned") ? (
                    <small>
                      <Link href={routes.escalation(view.number, one.number)}>{ledger("step.link")}</Link>
                    </small>
                  ) : null}
                </li>
              ))}
            </ul>
            {view.reference === "" ? null : (
              <p className={classes.quiet}>
                {t("track.reference")} <span className={classes.mono}>{view.reference}</span>
              </p>
            )}
            {view.may.record ? (
              <TrackForm
                number={view.number}
                isReceived={view.receivedAt !== null}
                cases={view.tracked.map(({ number, verifiedGoneAt, outcome }) => ({
                  number,
                  wasGone: verifiedGoneAt !== null || (outcome !== null && caseStateOf(outcome) === "actioned"),
                }))}
              />
            ) : null}
          </Panel>
        </div>
      ) : null}
      <Panel variant="section" title={t("ledger.title")}>
        {view.others.length === 0 ? <p className={classes.quiet}>{t("ledger.none")}</p> : null}
        <ul className={classes.tracked}>
          {view.others.map((other) => (
            <li key={other.number}>
              <Link href={routes.notice(other.number)}>{nameOf(other)}</Link>{" "}
              <small>{channelName(other.channelId, other.channel)}</small>
              <OutcomeBadge
                outcome={
                  other.outcome ??
                  (other.state === "draft" ? "to_send" : other.receivedAt === null ? "sent" : "received")
                }
              />
            </li>
          ))}
        </ul>
        <LinkButton href={routes.newNotice({ cases: view.input.cases.map((one) => one.number) })} variant="default">
          {t("ledger.another")}
        </LinkButton>
      </Panel>
    </>
  );
}
