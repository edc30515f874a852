import { useTranslations } from "next-intl";
import type { ToldError } from "@/lib/domain/errors";

/** A refusal in the reader's language: its reason where that has words of its own, else what its code means. */
export function useErrorText(): (error: ToldError) => string {
  const t = useTranslations("errors");
  return ({ code, reason, details, requestId }) => {
    const values: Record<string, string | number> = { request: requestId ?? "" };
    for (const [name, value] of Object.entries(details ?? {})) {
      if (typeof value === "string" || typeof value === "number") values[name] = value;
    }
    const key = reason === undefined ? undefined : (`reason.${reason}` as Parameters<typeof t>[0]);
    return key !== undefined && t.has(key) ? t(key, values) : t(code, values);
  };
}
