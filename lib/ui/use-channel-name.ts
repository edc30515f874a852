import { useTranslations } from "next-intl";

/** A desk's name in the reader's language where the product has one, else as its row is called. Runs on the server only. */
export function useChannelName(): (id: string, name: string) => string {
  const t = useTranslations("notice-text.channel");
  return (id, name) => {
    const key = (id.endsWith("-in-app") ? "in-app" : id) as "in-app";
    return t.has(key) ? t(key) : name;
  };
}
