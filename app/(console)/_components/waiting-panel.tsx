import { useTranslations } from "next-intl";
import type { WaitingProposal } from "@/lib/queries/list-proposals";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { ProposalButtons } from "./proposal-buttons";
import classes from "./waiting-panel.module.css";

/** What waits for a second person, with everything that would be done: whoever confirms has read it here. */
export function WaitingPanel({ proposals }: { proposals: readonly WaitingProposal[] }) {
  const t = useTranslations("proposals");
  if (proposals.length === 0) return null;
  return (
    <Panel title={t("title")} aside={proposals.length}>
      <ul className={classes.list}>
        {proposals.map((proposal) => (
          <li key={proposal.id} className={classes.line}>
            <ProposalText proposal={proposal} />
            <ProposalButtons
              id={proposal.id}
              about={proposal.about}
              mayDecide={proposal.mayDecide}
              isOwn={proposal.isOwn}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function ProposalText({ proposal }: { proposal: WaitingProposal }) {
  const t = useTranslations("proposals");
  const role = useTranslations("vocabulary.role");
  const { kind, about, roles, addresses, proposer, proposedAt, expiresAt, mayDecide, canBeConfirmed } = proposal;
  const words = { about, roles: roles.map((name) => role(name)).join(", ") };
  return (
    <div className={classes.what}>
      <p className={classes.sentence}>{t(`what.${kind}`, words)}</p>
      {addresses === null ? null : (
        <dl className={classes.addresses}>
          <dt>{t("from")}</dt>
          <dd>{shownAddress(addresses.from) ?? t("noAddress")}</dd>
          <dt>{t("to")}</dt>
          <dd>{shownAddress(addresses.to) ?? t("noAddress")}</dd>
        </dl>
      )}
      <p className={classes.quiet}>
        {t("by", { proposer })} <RelativeTime instant={proposedAt} />. {t("until")}{" "}
        <RelativeTime instant={expiresAt} variant="date" />.
      </p>
      {mayDecide ? null : <p className={classes.quiet}>{t(canBeConfirmed ? "waits" : "nobodyLeft")}</p>}
    </div>
  );
}

/** In full, as text: it is compared letter by letter, not followed. */
const shownAddress = ({ url, mailbox }: { url: string | null; mailbox: string | null }): string | null => {
  const parts = [url, mailbox].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" · ");
};
