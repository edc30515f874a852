import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { EmptyState } from "../empty-state";
import { LinkButton } from "../link-button";

/** The same words whether a thing does not exist or may not be seen: the difference would already tell something. */
export function NothingHere() {
  const t = useTranslations("ui.notFound");
  return (
    <EmptyState
      isPage
      title={t("title")}
      action={
        <LinkButton href={routes.home()} variant="default">
          {t("home")}
        </LinkButton>
      }
    >
      {t("body")}
    </EmptyState>
  );
}
