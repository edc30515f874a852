import { asUrl } from "../addresses/as-url";
import { parameterKindOf } from "./parameters";

/** A link that was sent to one person may tell its sender that this person opened it. What in it looks so. */
export type IdentifyingPart = "click_id" | "email" | "token";

const telling =
  /^(?:e?mail|email_?address|user|user_?id|uid|uuid|guid|token|auth|key|sig|signature|hash|session|sess|sid|jwt|recipient|rcpt|subscriber|member|invite|invitation|code|unsub|ticket|secret)$/i;

/** A run of letters and digits that nobody chose: it changes between kinds of characters again and again. */
function looksRandom(text: string): boolean {
  if (/^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i.test(text)) return true;
  return (text.match(/[a-z0-9]{14,}/gi) ?? []).some((run) => {
    const kinds = [...run].map((letter) => (/\d/.test(letter) ? "d" : letter === letter.toUpperCase() ? "u" : "l"));
    const changes = kinds.filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length;
    return changes >= 4 && changes >= run.length / 6;
  });
}

/** Without separators, so that a token is not hidden by them; a slug of words stays one. */
const joined = (text: string): string => (/^[\w~+=-]{20,}$/.test(text) ? text.replaceAll(/[-_~+=]/g, "") : text);

const isToken = (text: string): boolean => looksRandom(text) || looksRandom(joined(text));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What in a link may name the one person it was sent to; empty where nothing looks so. Never throws. */
export function identifyingParts(link: string): IdentifyingPart[] {
  const url = asUrl(link);
  if (url === null) return [];
  const { hostname, pathname, searchParams, hash } = url;
  const found = new Set<IdentifyingPart>();
  for (const [name, value] of searchParams) {
    if (parameterKindOf(name) === "click_id" && value.length >= 8) found.add("click_id");
    else if (telling.test(name) && value.length >= 6 && !/^\d{1,5}$/.test(value)) found.add("token");
  }
  const whole = decoded(pathname) + " " + [...searchParams.values()].join(" ") + " " + decoded(hash);
  if (/[\w.+-]{2,}@[\w-]{2,}(?:\.[\w-]{2,})+/.test(whole.replaceAll(/\/@/g, "/"))) found.add("email");
  const pieces = [
    ...pathname.split("/").map(decoded),
    ...searchParams.values(),
    ...decoded(hash).split(/[#/&=?]/),
    ...hostname.split(".").filter((label) => !label.startsWith("xn--")),
  ];
  if (pieces.some(isToken)) found.add("token");
  return [...found];
}
