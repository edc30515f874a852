/** Where to go after signing in: a path of this product, or null. Whatever a browser could read as another site is none. */
export function safeNextPath(next: unknown): string | null {
  if (typeof next !== "string" || next.length > 2000) return null;
  if (!/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(next)) return null;
  const resolved = new URL(next, "https://desk.invalid");
  // Dots and slashes may come together to the beginning of another host's address.
  if (resolved.origin !== "https://desk.invalid" || resolved.pathname.startsWith("//")) return null;
  const isFile = resolved.pathname === "/api/cases/export";
  return !isFile && /^\/(sign-in|setup|invite|reset|closed|api)(\/|$)/.test(resolved.pathname)
    ? null
    : `${resolved.pathname}${resolved.search}`;
}
