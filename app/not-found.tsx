import { getTranslations } from "next-intl/server";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import { LinkButton } from "@/lib/ui/link-button";

/** The same words whether a thing does not exist or may not be seen: the difference would already tell something. */
export default async function NotFound() {
  const t = await getTranslations("ui.notFound");
  return (
    <main id="content">
      <EmptyState
        title={t("title")}
        action={
          <LinkButton href={routes.home()} variant="default">
            {t("home")}
          </LinkButton>
        }
      >
        {t("body")}
      </EmptyState>
    </main>
  );
}
