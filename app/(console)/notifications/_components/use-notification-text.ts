import { useTranslations } from "next-intl";
import type { ListedNotification } from "@/lib/queries/list-notifications";

/** The sentence of a notification; lists of roles are said in the reader's words. */
export function useNotificationText(): (told: ListedNotification["told"]) => string {
  const t = useTranslations("notifications");
  const role = useTranslations("vocabulary.role");
  return (told) => {
    if (told === null) return t("unknown");
    const words = Object.entries<unknown>(told.params).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((one) => role(one as Parameters<typeof role>[0])).join(", ") : value,
    ]);
    // Each kind's schema and its sentence ask for the same names; a test prints every kind.
    const say = t as unknown as (key: string, values: unknown) => string;
    return say(`kind.${told.kind}`, Object.fromEntries(words));
  };
}
