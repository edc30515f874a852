import { useTranslations } from "next-intl";
import type { listMandates, MandateRow } from "@/lib/queries/list-mandates";
import { CopyButton } from "@/lib/ui/copy-button";
import { DefangedAddress } from "@/lib/ui/defanged-address";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageTitle } from "@/lib/ui/page-title";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { MandateActions } from "./mandate-actions";
import classes from "./mandates.module.css";
import { NewMandate } from "./new-mandate";

type MandateListProps = Awaited<ReturnType<typeof listMandates>>;

/** On whose behalf the desk works: what stands, what still has to be seen, and a new one. */
export function MandateList({ mandates, may }: MandateListProps) {
  const t = useTranslations("mandates");
  return (
    <div className={classes.page}>
      <PageTitle count={mandates.length}>{t("title")}</PageTitle>
      <p className={classes.intro}>{t("intro")}</p>
      {may.create ? <NewMandate /> : null}
      {mandates.length === 0 ? <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState> : null}
      {mandates.map((mandate) => (
        <MandatePanel key={mandate.number} mandate={mandate} may={may} />
      ))}
    </div>
  );
}

function MandatePanel({ mandate, may }: { mandate: MandateRow; may: MandateListProps["may"] }) {
  const t = useTranslations("mandates");
  const hasSeen = mandate.seenBy.some((one) => one.isSelf);
  const isPending = mandate.status === "pending";
  return (
    <Panel title={`${mandate.reference} · ${mandate.label}`} aside={t("cases", { count: mandate.caseCount })}>
      <p className={classes[mandate.status]}>
        {t(`status.${mandate.status}`, { count: mandate.seenBy.length })}
        {mandate.expiresAt === null || mandate.status === "withdrawn" ? null : (
          <>
            {" · "}
            {t("until")} <RelativeTime instant={mandate.expiresAt} variant="date" />
          </>
        )}
      </p>
      <DefangedAddress address={mandate.authenticUrl} isOpenable />
      {mandate.code === null ? null : (
        <p className={classes.code}>
          {t("code")} <strong>{mandate.code}</strong> <CopyButton value={mandate.code} what={t("code")} />
        </p>
      )}
      {mandate.seenBy.length > 0 ? (
        <p className={classes.quiet}>{t("seenBy", { names: mandate.seenBy.map((one) => one.pseudonym).join(", ") })}</p>
      ) : null}
      {isPending && hasSeen ? <p className={classes.quiet}>{t("seenBySelf")}</p> : null}
      <MandateActions
        number={mandate.number}
        reference={mandate.reference}
        maySight={isPending && may.verify && !hasSeen}
        mayWithdraw={mandate.status !== "withdrawn" && may.withdraw}
        mayAttach={mandate.status === "verified" && may.create}
      />
    </Panel>
  );
}
