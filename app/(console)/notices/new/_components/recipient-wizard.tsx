import { useLocale, useTranslations } from "next-intl";
import type { Fits } from "@/lib/queries/get-fits";
import { CopyButton } from "@/lib/ui/copy-button";
import { Panel } from "@/lib/ui/panel";
import { useChannelName } from "@/lib/ui/use-channel-name";
import { FirstContact } from "./first-contact";
import { RdapReader } from "./rdap-reader";
import classes from "./recipient-wizard.module.css";
import { Targets } from "./targets";

const ways = ["notice", "person", "payment", "infrastructure"] as const;
type Way = (typeof ways)[number];

/** A firm is told of its own means of payment, which is neither a link nor a domain. */
const wayOf = ({ fit, recipientKind }: Fits["desks"][number]): Way | null =>
  fit?.way === "infrastructure" && recipientKind === "payment" ? "payment" : (fit?.way ?? null);

/** Who else could act on these cases, why, and who could not. */
export function RecipientWizard({ fits, cases }: { fits: Fits; cases: number[] }) {
  const t = useTranslations("recipients");
  const locale = useLocale();
  const others = fits.desks.filter((desk) => desk.fit?.way === null && desk.fit.whyNot !== "not_this_kind");
  return (
    <Panel title={t("title")}>
      {ways.map((way) => {
        const desks = fits.desks.filter((desk) => wayOf(desk) === way);
        if (desks.length === 0) return null;
        return (
          <section key={way} className={classes.way}>
            <h3>{t(`way.${way}`)}</h3>
            {way === "infrastructure" ? <p className={classes.quiet}>{t("wantsLinks")}</p> : null}
            <ul>
              {desks.map((desk) => (
                <Desk key={desk.id} desk={desk} cases={cases} />
              ))}
            </ul>
            {way === "person" ? (
              <details className={classes.text}>
                <summary>{t("textForHer")}</summary>
                <p>{t("identity")}</p>
                <pre tabIndex={0}>{fits.textForHer[locale]}</pre>
                <CopyButton value={fits.textForHer[locale]} what={t("textForHer")} variant="button" />
              </details>
            ) : null}
            {way === "infrastructure" ? <RdapReader /> : null}
          </section>
        );
      })}
      {fits.firstContact === null ? null : <FirstContact {...fits.firstContact} />}
      {others.length === 0 ? null : (
        <details className={classes.others}>
          <summary>{t("others", { count: others.length })}</summary>
          <ul>
            {others.map((desk) => (
              <Desk key={desk.id} desk={desk} cases={cases} />
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

function Desk({ desk, cases }: { desk: Fits["desks"][number]; cases: number[] }) {
  const t = useTranslations("recipients");
  const platform = useTranslations("vocabulary.platform");
  const name = useChannelName()(desk.id, desk.name);
  const owner = desk.platform === null ? desk.recipient || t(`kind.${desk.recipientKind}`) : platform(desk.platform);
  return (
    <li>
      <strong>{owner}</strong> <span>{name}</span>
      {desk.fit?.whyNot ? <small>{t(`whyNot.${desk.fit.whyNot}`)}</small> : null}
      {desk.fit?.why.map((why) => (
        <small key={why}>{t(`why.${why}`)}</small>
      ))}
      {desk.fit?.way && desk.wants.length > 0 ? (
        <small>{t("asks", { list: desk.wants.map((want) => t(`want.${want}`)).join(", ") })}</small>
      ) : null}
      {desk.fit?.way && desk.isStale ? <em>{t("stale")}</em> : null}
      {desk.fit?.way === "infrastructure" ? <Targets desk={desk} cases={cases} /> : null}
      {desk.fit?.way && desk.url !== null ? (
        <a href={desk.url} target="_blank" rel="noreferrer noopener">
          {t("open")}
        </a>
      ) : null}
    </li>
  );
}
