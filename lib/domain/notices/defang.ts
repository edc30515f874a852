/**
 * An address written so that nothing makes a link of it: hxxps and [.] in the host. For every reader but the platform itself.
 * Text that is not an http(s) address comes back unchanged, and defanging twice changes nothing more.
 */
export function defang(address: string): string {
  const parts = /^(\s*)(https?)(:\/\/)([^/?#\s]*)(.*)$/isu.exec(address);
  if (parts === null) return address;
  const [, space = "", scheme = "", slashes = "", authority = "", rest = ""] = parts;
  const hidden = scheme.replace(/^http/iu, (word) => (word.startsWith("H") ? "HXXP" : "hxxp"));
  return `${space}${hidden}${slashes}${authority.replace(/\[\.\]/gu, ".").replaceAll(".", "[.]")}${rest}`;
}

/** Defangs every http(s) address in running text. */
export function defangText(text: string): string {
  return text.replace(/https?:\/\/[^\s<>"'`]+/giu, (address) => defang(address));
}
