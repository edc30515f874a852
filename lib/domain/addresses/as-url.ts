/**
 * The address that a text is, by the URL standard; null where it is none. Not by `URL.canParse`: on Node 20 it begins to refuse
 * hosts with accents once it has been called often.
 */
export function asUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
