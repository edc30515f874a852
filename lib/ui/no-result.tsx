import { IconSearchOff } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "./empty-state";
import { LinkButton } from "./link-button";

interface NoResultProps {
  query?: string | undefined;
  /** How many match outside the filters. */
  outside?: number | undefined;
  clearHref: string;
  /** Where the words searched can be logged. */
  logHref?: string | undefined;
}

export function NoResult({ query = "", outside, clearHref, logHref }: NoResultProps) {
  const t = useTranslations("ui.noResult");
  return (
    <EmptyState
      icon={<IconSearchOff size={22} stroke={1.5} />}
      title={query === "" ? t("titleNoQuery") : t("title", { query })}
      action={
        <>
          <LinkButton href={clearHref} variant="default">
            {t("clear")}
          </LinkButton>
          {logHref === undefined || query === "" ? null : (
            <LinkButton href={logHref} variant="subtle">
              {t("log", { query })}
            </LinkButton>
          )}
        </>
      }
    >
      {outside === undefined ? null : t("outside", { count: outside })}
    </EmptyState>
  );
}
