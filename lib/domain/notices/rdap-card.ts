/** Registries answer with a list, one thing alone, or null where the standard has a list. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return value === null || value === undefined ? [] : [value];
}

export const recordOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;

export const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** A value of a card may be a text, a list of texts, or lists in a list (a structured name). */
const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value.flat(3) : [value]).map(textOf).filter((text) => text !== "");

/** In a contact card of the newer kind (RFC 9553): lists by key, and names in parts. */
const newer: Readonly<Record<string, (card: Record<string, unknown>) => unknown[]>> = {
  fn: (card) => [recordOf(card["name"])?.["full"], card["fullName"]],
  org: (card) => valuesOf(card["organizations"]).map((one) => one["name"]),
  email: (card) => valuesOf(card["emails"]).flatMap((one) => [one["address"], one["email"]]),
  "contact-uri": (card) => valuesOf(card["links"]).map((one) => one["uri"]),
  kind: (card) => [card["kind"]],
};

const valuesOf = (value: unknown): Record<string, unknown>[] =>
  Object.values(recordOf(value) ?? {})
    .map(recordOf)
    .filter((one) => one !== null);

/** Texts of an entity's contact card by the name that they have in the older kind (RFC 7095), the preferred ones first. */
export function cardTexts(entity: Record<string, unknown>, name: string): string[] {
  const [mark, lines] = listOf(entity["vcardArray"]);
  const older = listOf(textOf(mark).toLowerCase() === "vcard" ? lines : []).flatMap((line) => {
    if (!Array.isArray(line) || textOf(line[0]).toLowerCase() !== name) return [];
    const preferred = textOf(recordOf(line[1])?.["pref"]) === "1" ? 0 : 1;
    return (line as unknown[]).slice(3).flatMap((value) => textsIn(value).map((text) => ({ text, preferred })));
  });
  const card = recordOf(entity["jscontact_card"]) ?? recordOf(entity["jscard"]) ?? {};
  return [
    ...older.sort((a, b) => a.preferred - b.preferred).map(({ text }) => text),
    ...(newer[name]?.(card) ?? []).map(textOf).filter((text) => text !== ""),
  ];
}
