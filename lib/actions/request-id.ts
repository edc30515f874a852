const wellFormed = /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/;

/** The id that a request came with, where it is one that a log can hold; a new one otherwise. */
export function requestIdOf(headers: { get(name: string): string | null }): string {
  const given = headers.get("x-request-id") ?? "";
  return wellFormed.test(given) ? given : crypto.randomUUID();
}
