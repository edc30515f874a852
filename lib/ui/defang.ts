/**
 * An address that no mail program or chat turns into a link: no scheme for web pages, a bracketed dot before the last
 * label of the host. For showing only; the exact address is kept.
 */
export function defang(address: string): string {
  const [, scheme = "", host = "", rest = ""] = /^((?:[a-z][a-z0-9+.-]*:)?\/\/)?([^/?#]*)(.*)$/is.exec(address) ?? [];
  const shownScheme = /^(https?:)?\/\/$/i.test(scheme) ? "" : scheme.replace(":", "[:]");
  const dot = host.lastIndexOf(".");
  const shownHost = dot < 0 ? host.replaceAll(":", "[:]") : `${host.slice(0, dot)}[.]${host.slice(dot + 1)}`;
  return `${shownScheme}${shownHost.replace(/^www\./i, "")}${rest === "/" ? "" : rest}`;
}
