import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type SealState, unsealedAtMost } from "@/lib/queries/seal-state";
import { routes } from "@/lib/routes";
import { CopyButton } from "@/lib/ui/copy-button";
import { LinkButton } from "@/lib/ui/link-button";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./seal-panel.module.css";
import { SealNowButton } from "./seal-now-button";

/** How much of the trail is sealed, whether it was found whole, and what to hand to whoever wants to check it. */
export function SealPanel({ state, maySeal }: { state: SealState; maySeal: boolean }) {
  const t = useTranslations("audit.seal");
  const { origin, vkey, size, sealedAt, unsealed, oldestUnsealedSeconds, verification, witnesses } = state;
  const isLate = (oldestUnsealedSeconds ?? 0) > 300;
  return (
    <Panel title={t("title")}>
      <dl className={classes.facts}>
        <div>
          <dt>{t("sealed")}</dt>
          <dd>
            <strong>{t("entries", { count: size })}</strong>
            {sealedAt === null ? null : (
              <span>
                {t("lastSealed")} <RelativeTime instant={sealedAt} />
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t("waiting")}</dt>
          <dd className={isLate ? classes.alarm : undefined}>
            <strong>
              {unsealed >= unsealedAtMost
                ? t("waitingMany", { count: unsealed })
                : t("waitingCount", { count: unsealed })}
            </strong>
            {isLate ? <span>{t("late", { minutes: Math.floor((oldestUnsealedSeconds ?? 0) / 60) })}</span> : null}
          </dd>
        </div>
        <div>
          <dt>{t("verified")}</dt>
          <dd className={verification !== null && verification.problems > 0 ? classes.alarm : undefined}>
            <strong>{verification === null ? t("never") : t("problems", { count: verification.problems })}</strong>
            {verification === null ? null : (
              <span>
                <RelativeTime instant={verification.finishedAt} />, {t(verification.isDeep ? "deep" : "shallow")}
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t("witnesses")}</dt>
          <dd className={witnesses.failing > 0 ? classes.alarm : undefined}>
            <strong>{t("witnessCount", { count: witnesses.active })}</strong>
            {witnesses.failing > 0 ? <span>{t("witnessFailing", { count: witnesses.failing })}</span> : null}
          </dd>
        </div>
      </dl>
      {vkey === null || origin === null ? null : (
        <p className={classes.key}>
          <span>{t("key")}</span> <code>{vkey}</code> <CopyButton value={vkey} what={t("copyKey")} />
        </p>
      )}
      <div className={classes.foot}>
        {maySeal ? <SealNowButton /> : null}
        {sealedAt === null ? null : (
          <Button component="a" href={routes.checkpoint()} download variant="default">
            {t("checkpoint")}
          </Button>
        )}
        <LinkButton href={routes.verify()} variant="default">
          {t("verify")}
        </LinkButton>
      </div>
    </Panel>
  );
}
