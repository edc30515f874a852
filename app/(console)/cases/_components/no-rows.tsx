import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { hasFilters } from "@/lib/tables/case-filters";
import { searchOfView } from "@/lib/tables/case-links";
import { EmptyState } from "@/lib/ui/empty-state";
import { LinkButton } from "@/lib/ui/link-button";
import { NoResult } from "@/lib/ui/no-result";
import type { QueueProps } from "./queue-props";

/** Nothing to show: because of the filters, or because there is nothing; and the nearest work in either case. */
export function NoRows({ query, outside, rights }: Pick<QueueProps, "query" | "outside" | "rights">) {
  const t = useTranslations("queue.empty");
  if (hasFilters(query)) {
    const words = query.q ?? "";
    return (
      <NoResult
        query={words}
        outside={outside?.value}
        clearHref={routes.queue() + searchOfView(query.view)}
        logHref={rights.logs && words !== "" ? routes.log({ text: words }) : undefined}
      />
    );
  }
  const startsHere = query.view === "active" || query.view === "to_review" || query.view === "logged";
  if (startsHere && rights.logs) {
    return (
      <EmptyState title={t(`title.${query.view}`)} action={<LinkButton href={routes.log()}>{t("goLog")}</LinkButton>}>
        {t("next.log")}
      </EmptyState>
    );
  }
  const isReviewing = rights.claims && query.view !== "to_review";
  return (
    <EmptyState
      title={t(`title.${query.view}`)}
      action={
        isReviewing ? <LinkButton href={routes.queue({ view: "to_review" })}>{t("goReview")}</LinkButton> : undefined
      }
    >
      {isReviewing ? t("next.to_review") : t("next.none")}
    </EmptyState>
  );
}
