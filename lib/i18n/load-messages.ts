import type { Locale } from "./locales";
import * as english from "./messages/en";

export type Messages = typeof english;
export type Namespace = keyof Messages;

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

export const namespaces = Object.keys(english) as Namespace[];

/**
 * Long texts that only the server prints. They are kept out of what every page sends to the browser;
 * a component that runs there and wants one of them finds it missing in the compared test, not in production.
 */
export const serverNamespaces: readonly string[] = ["notice-text", "training-cases", "training-answers"];

async function readMessages(locale: Locale): Promise<Messages> {
  if (locale === "en") return { ...english };
  const entries = await Promise.all(
    namespaces.map(async (name) => {
      const file = (await import(`./messages/${locale}/${name}.json`)) as { default: unknown };
      return [name, file.default] as const;
    }),
  );
  return Object.fromEntries(entries) as unknown as Messages;
}

const loaded = new Map<Locale, Promise<Messages>>();

export function loadMessages(locale: Locale): Promise<Messages> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const reading = readMessages(locale);
  loaded.set(locale, reading);
  return reading;
}

/** What client components may use: everything but the server's own namespaces. */
export function clientMessages(messages: Messages): Partial<Messages> {
  return Object.fromEntries(Object.entries(messages).filter(([name]) => !serverNamespaces.includes(name)));
}
