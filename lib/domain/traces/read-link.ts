import { asUrl } from "../addresses/as-url";

/** A link as people paste it (without its scheme, in angle brackets, defanged) as an address; null where there is none. */
export function readLink(text: string): string | null {
  const plain = text
    .trim()
    .replace(/^[<"'«\s]+|[>"'»\s]+$/g, "")
    .replace(/^hxxp/i, "http")
    .replaceAll(/\[(\.|:|:\/\/)\]|\((\.)\)/g, "$1$2")
    .replaceAll("&amp;", "&");
  if (plain === "" || /\s/.test(plain)) return null;
  // "host:8080/path" has no scheme, whatever it looks like.
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(plain) && !/^[^/?#:]+\.[^/?#:]+:\d{1,5}(?:[/?#]|$)/.test(plain);
  const whole = hasScheme ? plain : `https://${plain.replace(/^\/+/, "")}`;
  return asUrl(whole)?.href ?? null;
}
