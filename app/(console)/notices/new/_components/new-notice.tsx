import { useTranslations } from "next-intl";
import Link from "next/link";
import type { NoticeChoices } from "@/lib/queries/get-notice-choices";
import { routes } from "@/lib/routes";
import { PageTitle } from "@/lib/ui/page-title";
import { Panel } from "@/lib/ui/panel";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import { StateBadge } from "@/lib/ui/state-badge";
import { useChannelName } from "@/lib/ui/use-channel-name";
import { ChooseDesk } from "./choose-desk";
import classes from "./new-notice.module.css";
import { RecipientWizard } from "./recipient-wizard";

/** Which cases, which way, which desk; then the draft is written. */
export function NewNotice({ choices, asked }: { choices: NoticeChoices; asked: readonly number[] }) {
  const t = useTranslations("notices");
  const texts = useTranslations("notice-text");
  const words = useTranslations("vocabulary");
  const channelName = useChannelName();
  const closed = choices.isArticle16Open
    ? t("kind.open")
    : choices.isSolo
      ? t("kind.needsTwo")
      : t("kind.needsMandate");
  const ours = choices.fits?.desks.filter((desk) => desk.platform !== null || desk.fit?.way === "notice") ?? [];
  const channels = ours.map((channel) => ({
    id: channel.id,
    name: [channel.recipient, channelName(channel.id, channel.name)].filter(Boolean).join(" · "),
    note: [texts(`filer.${channel.whoMayFile}`), channel.asksIdentity ? t("choose.identity") : null]
      .filter(Boolean)
      .join(" "),
    state: channel.isStale ? texts("channelState.stale", { days: 90 }) : null,
    takes: { terms_report: channel.takesTerms, illegal_content_notice: channel.takesArticle16 },
  }));
  return (
    <div className={classes.page}>
      <PageTitle backHref={routes.notices()}>{t("new")}</PageTitle>
      <Panel title={t("choose.cases")} aside={choices.cases.length}>
        <ul className={classes.cases}>
          {choices.cases.map((one) => (
            <li key={one.number}>
              <PlatformIcon platform={one.platform} isDecorative />
              <Link href={routes.case(one.number)}>{one.number}</Link>
              <span className={classes.handle}>{one.handle}</span>
              <StateBadge state={one.state} />
            </li>
          ))}
        </ul>
        {choices.refused.length > 0 ? (
          <p className={classes.warning}>{t("choose.refused", { numbers: choices.refused.join(", ") })}</p>
        ) : null}
        {choices.platforms.length > 1 ? (
          <p className={classes.warning}>
            {t("choose.twoPlatforms")}{" "}
            {choices.platforms.map((platform) => (
              <Link
                key={platform}
                className={classes.split}
                href={routes.newNotice({
                  cases: choices.cases.filter((one) => one.platform === platform).map((one) => one.number),
                })}
              >
                {words(`platform.${platform}`)}
              </Link>
            ))}
          </p>
        ) : null}
        {choices.cases.length === 0 ? (
          <p className={classes.quiet}>
            {t("empty.text")} <Link href={routes.queue({ view: "to_notify" })}>{t("empty.action")}</Link>
          </p>
        ) : null}
        <form className={classes.numbers} action={routes.newNotice()}>
          <label htmlFor="cases">{t("choose.caseNumbers")}</label>
          <input id="cases" name="cases" inputMode="numeric" defaultValue={asked.join(", ")} />
          <button type="submit">{t("choose.show")}</button>
        </form>
      </Panel>
      {choices.fits === null ? null : (
        <RecipientWizard fits={choices.fits} cases={choices.cases.map((one) => one.number)} />
      )}
      {choices.platforms.length === 1 ? (
        <ChooseDesk
          cases={choices.cases.map((one) => one.number)}
          channels={channels}
          isArticle16Open={choices.isArticle16Open}
          why={closed}
        />
      ) : null}
    </div>
  );
}
