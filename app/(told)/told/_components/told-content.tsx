import { useTranslations } from "next-intl";
import { helpAddresses } from "@/lib/domain/told/help-addresses";
import type { ToldView } from "@/lib/queries/get-told-view";
import { Panel } from "@/lib/ui/panel";
import { NewCode } from "./new-code";
import { PlatformPanel } from "./platform-panel";
import { StopContact } from "./stop-contact";
import classes from "./told.module.css";

/** Everything on one page, the accounts first: what she came for is not behind another press. */
export function ToldContent({ view }: { view: ToldView }) {
  const t = useTranslations("told");
  return (
    <>
      <h1 className={classes.title}>{t("title")}</h1>
      <p className={classes.text}>{t("lead", { count: view.count })}</p>
      <div className={classes.panels}>
        {view.platforms.map((one) => (
          <PlatformPanel key={one.platform} one={one} />
        ))}
        {view.moreCount > 0 ? <p className={classes.quiet}>{t("more", { count: view.moreCount })}</p> : null}
        <p className={classes.quiet}>{t("leftOut")}</p>
        <Help />
        <About view={view} />
        <NewCode />
        <StopContact />
      </div>
    </>
  );
}

function Help() {
  const t = useTranslations("told.help");
  return (
    <Panel title={t("title")}>
      <ul className={classes.help}>
        {helpAddresses.map(({ id, phone, site, hours }) => (
          <li key={id}>
            <strong>{t(`place.${id}.name`)}</strong>
            <span>{t(`place.${id}.for`)}</span>
            <span className={classes.where}>
              {phone === null ? null : <a href={`tel:${phone.replaceAll(" ", "")}`}>{phone}</a>}
              {site === null ? null : (
                <a href={`https://${site}/`} target="_blank" rel="noreferrer noopener">
                  {site}
                </a>
              )}
              {phone === null && site === null ? null : <span className={classes.quiet}>{t(`hours.${hours}`)}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.choice}>{t("choice")}</p>
    </Panel>
  );
}

function About({ view: { organisation, mailbox } }: { view: ToldView }) {
  const t = useTranslations("told.about");
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{organisation === "" ? t("who") : t("whoNamed", { organisation })}</p>
      <p className={classes.text}>{t("keeps")}</p>
      <p className={classes.text}>{t("keepsNot")}</p>
      <p className={classes.text}>{mailbox === "" ? t("write") : t("writeTo", { mailbox })}</p>
    </Panel>
  );
}
