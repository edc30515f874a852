import { useLocale, useTranslations } from "next-intl";
import type { ToldAccount, ToldDesk, ToldPlatform } from "@/lib/queries/get-told-view";
import { formatDate } from "@/lib/i18n/format";
import { CopyButton } from "@/lib/ui/copy-button";
import { DefangedAddress } from "@/lib/ui/defanged-address";
import { Panel } from "@/lib/ui/panel";
import { useChannelName } from "@/lib/ui/use-channel-name";
import classes from "./told.module.css";

/** The accounts on one platform, how each stands, and what she can send there herself if she wishes. */
export function PlatformPanel({ one: { platform, accounts, desks, text } }: { one: ToldPlatform }) {
  const t = useTranslations("told");
  const name = useTranslations("vocabulary.platform")(platform);
  return (
    <Panel title={name} aside={t("accounts", { count: accounts.length })}>
      <ul className={classes.accounts}>
        {accounts.map((account) => (
          <Account key={account.profileUrl} account={account} />
        ))}
      </ul>
      {text === null ? null : (
        <details className={classes.own}>
          <summary>{t("own.title", { platform: name })}</summary>
          <p className={classes.text}>{t("own.how")}</p>
          <Texts text={text} />
          <Desks desks={desks} />
        </details>
      )}
    </Panel>
  );
}

function Account({ account: { handle, profileUrl, state, on } }: { account: ToldAccount }) {
  const t = useTranslations("told.state");
  const locale = useLocale();
  // A day of the desk's record: the same one in every zone.
  const day = on === null ? "" : formatDate(new Date(on), new Date(), { locale, timeZone: "UTC" });
  return (
    <li>
      <strong className={classes.handle}>{handle}</strong>
      <DefangedAddress address={profileUrl} isOpenable={false} />
      <span className={classes[state]}>{t(state, { day })}</span>
    </li>
  );
}

/** In her language first; platforms read the other one as well. */
function Texts({ text }: { text: { fr: string; en: string } }) {
  const t = useTranslations("told.own");
  const locale = useLocale();
  const other = locale === "fr" ? "en" : "fr";
  return (
    <>
      <pre className={classes.ready} tabIndex={0} aria-label={t("text")}>
        {text[locale]}
      </pre>
      <CopyButton value={text[locale]} what={t("text")} variant="button" />
      <details>
        <summary>{t("otherLanguage")}</summary>
        <pre className={classes.ready} tabIndex={0} lang={other} aria-label={t("otherLanguage")}>
          {text[other]}
        </pre>
        <CopyButton value={text[other]} what={t("otherLanguage")} variant="button" />
      </details>
    </>
  );
}

function Desks({ desks }: { desks: readonly ToldDesk[] }) {
  const t = useTranslations("told.own");
  const filer = useTranslations("told.filer");
  const nameOf = useChannelName();
  if (desks.length === 0) return <p className={classes.quiet}>{t("noDesk")}</p>;
  return (
    <>
      <p className={classes.text}>{t("where")}</p>
      <ul className={classes.desks}>
        {desks.map(({ id, name, url, menuPath, whoMayFile, asksIdentity }) => (
          <li key={id}>
            <strong>{nameOf(id, name)}</strong>
            <span>{filer(whoMayFile)}</span>
            {menuPath.length === 0 ? null : <span>{t("menu", { path: menuPath.join(" › ") })}</span>}
            {asksIdentity ? <span>{t("identity")}</span> : null}
            {url === null ? null : (
              <a href={url} target="_blank" rel="noreferrer noopener">
                {t("open")}
              </a>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
