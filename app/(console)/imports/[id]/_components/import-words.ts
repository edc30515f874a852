import { useTranslations } from "next-intl";

/** A row's problem in the reader's language; an address' own reasons have their sentences in the namespace of addresses. */
export function useReasonText(): (reason: string, details: Record<string, string>) => string {
  const t = useTranslations("imports.reason");
  const address = useTranslations("address.reason");
  return (reason, details) => {
    const [head, ...rest] = reason.split(".");
    const name = rest.join(".");
    if (head === "address" && address.has(name as "post")) return address(name as "post");
    return t.has(reason as "no_address") ? t(reason as "no_address", details) : t("other", { reason });
  };
}

/** The name of what a column means. */
export function useFieldName(): (field: string) => string {
  const t = useTranslations("imports.field");
  const platform = useTranslations("vocabulary.platform");
  return (field) =>
    field.startsWith("account:") ? t("account", { platform: platform(field.slice(8) as "x") }) : t(field as "address");
}
