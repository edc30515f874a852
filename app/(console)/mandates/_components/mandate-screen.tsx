import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import type { MandateView } from "@/lib/queries/get-mandate";
import { routes } from "@/lib/routes";
import { DefangedAddress } from "@/lib/ui/defanged-address";
import { PageTitle } from "@/lib/ui/page-title";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { StateBadge } from "@/lib/ui/state-badge";
import { MandateStateLine } from "./mandate-state-line";
import classes from "./mandates.module.css";
import { BankPanel } from "./bank-panel";
import { CodePanel } from "./code-panel";
import { CollisionPanel } from "./collision-panel";
import { MandateActions } from "./mandate-actions";
import { MandateHistory } from "./mandate-history";
import { ToldPanel } from "./told-panel";

/** One mandate: how it stands, who saw it, what rests on it, and what was done about it. */
export function MandateScreen({ view }: { view: MandateView }) {
  const t = useTranslations("mandates");
  const {
    number,
    code,
    authenticUrl,
    seenBy,
    collisions,
    reference,
    status,
    bank,
    told,
    declaration,
    contactWish,
    may,
  } = view;
  return (
    <div className={classes.page}>
      <PageTitle backHref={routes.mandates()} aside={view.label}>
        {t("one", { reference })}
      </PageTitle>
      <MandateStateLine mandate={view} />
      <CollisionPanel view={{ collisions, reference, status, may }} />
      <CodePanel view={{ number, code, authenticUrl, seenBy, may }} />
      <Facts view={view} />
      <Cases view={view} />
      <BankPanel view={{ number, status, bank, declaration, contactWish, may }} />
      <ToldPanel view={{ number, status, told, may }} />
      <MandateHistory history={view.history} />
    </div>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

function Facts({ view }: { view: MandateView }) {
  const t = useTranslations("mandates");
  const { reference, number, may } = view;
  return (
    <Panel title={t("facts.title")}>
      <dl className={classes.facts}>
        <Fact label={t("facts.label")}>{view.label}</Fact>
        <Fact label={t("facts.account")}>
          <DefangedAddress address={view.authenticUrl} isOpenable />
        </Fact>
        <Fact label={t("facts.wish")}>{t(`wish.${view.contactWish}`)}</Fact>
        <Fact label={t("facts.created")}>
          <RelativeTime instant={view.createdAt} variant="date" />, {view.createdBy}
        </Fact>
        {view.verifiedAt === null ? null : (
          <Fact label={t("facts.verified")}>
            <RelativeTime instant={view.verifiedAt} variant="date" />
          </Fact>
        )}
        {view.code !== null || view.seenBy.length === 0 ? null : (
          <Fact label={t("facts.seen")}>
            {view.seenBy.map((one, at) => (
              <span key={one.at.toISOString()}>
                {at === 0 ? "" : " · "}
                {one.pseudonym}, <RelativeTime instant={one.at} variant="date" />
              </span>
            ))}
          </Fact>
        )}
        {view.withdrawnAt === null ? null : (
          <Fact label={t("facts.ended")}>
            <RelativeTime instant={view.withdrawnAt} variant="date" />
            {view.withdrawnBecause === null ? null : <>, {t(`because.${view.withdrawnBecause}`)}</>}
          </Fact>
        )}
      </dl>
      <p className={classes.quiet}>{t("noPapers")}</p>
      <MandateActions view={{ number, reference, may }} />
    </Panel>
  );
}

function Cases({ view: { cases } }: { view: MandateView }) {
  const t = useTranslations("mandates");
  return (
    <Panel title={t("casesTitle")} aside={cases.rows.length + cases.more}>
      {cases.rows.length === 0 ? <p className={classes.quiet}>{t("noCases")}</p> : null}
      <ul className={classes.cases}>
        {cases.rows.map(({ number, state }) => (
          <li key={number}>
            <Link href={routes.case(number)} prefetch={false}>
              {number}
            </Link>
            <StateBadge state={state} />
          </li>
        ))}
      </ul>
      {cases.more > 0 ? <p className={classes.quiet}>{t("moreCases", { count: cases.more })}</p> : null}
    </Panel>
  );
}
