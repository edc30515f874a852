"use client";

import { useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import type { Recognised } from "@/lib/domain/intake/log-lines";
import { ageOf, formatDistance } from "@/lib/i18n/format";
import { routes } from "@/lib/routes";
import { LineChip } from "@/lib/ui/line-chip";

/** New, known, back, or not an address. */
export function FoundChip({ found }: { found: Recognised }) {
  const t = useTranslations("log.chip");
  const state = useTranslations("vocabulary.state");
  const locale = useLocale();
  const now = useNow();
  const reader = { locale, timeZone: useTimeZone() ?? "UTC" };
  switch (found.kind) {
    case "new":
      return <LineChip kind="new" />;
    case "back":
      return (
        <LineChip kind="back" href={routes.case(found.predecessor)}>
          {t("back")}
        </LineChip>
      );
    case "known": {
      if (!found.case) return <LineChip kind="known" />;
      const { number, since } = found.case;
      const age = ageOf(new Date(since), now);
      const word = state(found.case.state).toLocaleLowerCase(locale);
      return (
        <LineChip kind="known" href={routes.case(number)}>
          {t("case", {
            number: String(number),
            state: word,
            when: age.unit === "days" ? formatDistance(new Date(since), now, reader) : "none",
          })}
        </LineChip>
      );
    }
    case "not_an_address":
      return <LineChip kind={found.isOfPlatform ? "not_a_profile" : "not_an_address"} />;
  }
}

/** What follows from it, or the cause and the remedy. */
export function FoundWords({ found }: { found: Recognised }) {
  const t = useTranslations("log.chip");
  const reason = useTranslations("address.reason");
  if (found.kind === "back") return t("follows", { number: String(found.predecessor) });
  if (found.kind === "not_an_address") return reason(found.reason);
  if (found.kind === "new" || found.then === null) return null;
  if (found.then === "follows") return t("follows", { number: String(found.case?.number ?? "") });
  return t(found.then);
}
