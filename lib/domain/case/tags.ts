export const longestTag = 40;

/**
 * A tag as it is kept: lower case, single spaces, letters, digits and a few joiners. Null where nothing usable remains, so that
 * an address or a form can refuse it.
 */
export function readTag(text: string): string | null {
  const tag = text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  return [...tag].length <= longestTag && /^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._-]*$/u.test(tag) ? tag : null;
}
