export const locales = ["fr", "en"] as const;
export type Locale = (typeof locales)[number];

/** English where nothing says otherwise: most abuse desks read it. */
export const defaultLocale: Locale = "en";

export const localeCookie = "locale";
export const timeZoneCookie = "timezone";

export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value);

/** The first language of an Accept-Language header that this product speaks, by weight, then by order. */
export function acceptedLocale(header: string | null | undefined): Locale | undefined {
  const wishes = (header ?? "")
    .slice(0, 1000)
    .split(",")
    .map((part, order) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split("-")[0] ?? "", weight: weight === undefined ? 1 : Number(weight), order };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order);
  return wishes.map((wish) => wish.language).find(isLocale);
}

/** The reader's own choice on this device, then the one kept with the account, then what the browser asks for. */
export function chooseLocale(wishes: {
  cookie?: string | undefined;
  setting?: string | undefined;
  acceptLanguage?: string | null | undefined;
}): Locale {
  if (isLocale(wishes.cookie)) return wishes.cookie;
  if (isLocale(wishes.setting)) return wishes.setting;
  return acceptedLocale(wishes.acceptLanguage) ?? defaultLocale;
}

/** A cookie can hold anything: a zone that Intl refuses would break every page that prints a date. */
export function knownTimeZone(value: string | undefined): string | undefined {
  if (value === undefined || !/^[A-Za-z0-9_+/-]{1,64}$/.test(value)) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
