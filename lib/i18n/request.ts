import { getRequestConfig } from "next-intl/server";
import { cookies, headers } from "next/headers";
import { loadMessages } from "./load-messages";
import { chooseLocale, isLocale, knownTimeZone, localeCookie, timeZoneCookie } from "./locales";

/**
 * The language is not in the address: links are shared between people who read different ones.
 * The account's own setting reaches this place as the cookie, which sign-in writes when the device has none.
 */
export default getRequestConfig(async ({ locale: asked }) => {
  const jar = await cookies();
  const locale = isLocale(asked)
    ? asked
    : chooseLocale({
        cookie: jar.get(localeCookie)?.value,
        acceptLanguage: (await headers()).get("accept-language"),
      });
  return {
    locale,
    messages: await loadMessages(locale),
    timeZone: knownTimeZone(jar.get(timeZoneCookie)?.value) ?? "UTC",
    now: new Date(),
  };
});
