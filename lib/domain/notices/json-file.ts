import { asUrl } from "../addresses/as-url";
import { noticeFileName } from "./notice-file-name";
import type { NoticeFile, NoticeInput } from "./notice-input";

/** One document as it is, several as a list: most programs take one. */
export function jsonFile(
  input: Pick<NoticeInput, "noticeNumber">,
  suffix: string,
  documents: readonly unknown[],
  mediaType = "application/json",
): NoticeFile | null {
  if (documents.length === 0) return null;
  const whole = documents.length === 1 ? documents[0] : documents;
  return {
    fileName: noticeFileName(input, `${suffix}.json`),
    mediaType,
    bytes: new TextEncoder().encode(`${JSON.stringify(whole, null, 2)}\n`),
  };
}

function webUrl(address: string): URL | null {
  const url = asUrl(address);
  return url !== null && /^https?:$/u.test(url.protocol) ? url : null;
}

/** The host of an http(s) address, an IPv6 one without its brackets; null for anything else. */
export function hostOf(address: string): string | null {
  return webUrl(address)?.hostname.replace(/^\[|\]$/gu, "") ?? null;
}

const strict = /^https?:\/\/[a-z0-9.:@[\]-]+(?:[/?#](?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$/u;
const outside = /[^a-z0-9._~:/?@!$&'()*+,;=%-]|%(?![0-9a-f]{2})/giu;

/**
 * An http(s) address as RFC 3986 spells it, which is stricter than browsers are: what they let stand in a path is written out, and a
 * name in other letters becomes the network's. One that is strict already is left to the letter. Null for anything else.
 */
export function uriOf(address: string): string | null {
  const url = webUrl(address);
  if (url === null) return null;
  if (strict.test(address) && address.split("#").length < 3) return address;
  const { origin, username, password, pathname, search, hash } = url;
  const user = username === "" ? "" : `${username}${password === "" ? "" : `:${password}`}@`;
  const tail = (pathname + search).replace(outside, encodeURIComponent);
  const mark = hash === "" ? "" : `#${hash.slice(1).replace(outside, encodeURIComponent)}`;
  return origin.replace("://", `://${user}`) + tail + mark;
}
