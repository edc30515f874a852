import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import { LinkButton } from "@/lib/ui/link-button";

/** For somebody who has worked on the case. It says neither why it went nor to whom. */
export function RestrictedDesk() {
  const t = useTranslations("case.restricted");
  return (
    <>
      <h1 className="visually-hidden">{t("title")}</h1>
      <EmptyState
        title={t("title")}
        action={
          <LinkButton href={routes.queue()} variant="default">
            {t("back")}
          </LinkButton>
        }
      >
        {t("body")}
      </EmptyState>
    </>
  );
}
