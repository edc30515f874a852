import type { PlatformRules } from "./platforms";
import { platformRules } from "./platforms";

type Role = "main" | "special" | "media" | "share" | "names";

export type HostPlace =
  /** The platform's pages. `name`: the account that the host itself names. */
  | {
      readonly rules: PlatformRules;
      readonly is: "pages";
      readonly host: string;
      readonly isMain: boolean;
      readonly name: string | null;
    }
  | { readonly rules: PlatformRules; readonly is: "media" | "share" | "service" };

const index = new Map<string, { rules: PlatformRules; role: Role }>();
for (const rules of Object.values(platformRules)) {
  const { data } = rules;
  const add = (role: Role, hosts: Iterable<string>): void => {
    for (const host of hosts) if (!index.has(host)) index.set(host, { rules, role });
  };
  add("main", data.hosts);
  add("media", data.mediaHosts ?? []);
  add("share", data.shareHosts ?? []);
  add("names", Object.keys(data.nameHosts ?? {}));
  for (const template of [
    ...rules.early.map(({ template }) => template),
    ...rules.profiles,
    ...rules.late.map((late) => late.template),
  ]) {
    add("special", template.hosts ?? []);
  }
}

const deviceLabels = new Set(["www", "m", "mobile", "touch", "web", "amp", "beta", "new", "old"]);
const languageLabel = /^[a-z]{2}(?:[-_][a-z]{2,4})?$/;

const isUsual = (label: string): boolean => deviceLabels.has(label) || languageLabel.test(label);

function placeUnderMain(rules: PlatformRules, base: string, prefix: readonly string[]): HostPlace {
  const { data } = rules;
  const pages = (name: string | null): HostPlace => ({ rules, is: "pages", host: base, isMain: true, name });
  const labels = prefix.filter((label) => !/^w{2,4}\d?$/.test(label));
  const [first] = labels;
  if (first === undefined) return pages(null);
  if (data.services?.includes(first)) return { rules, is: "service" };
  const names = data.nameHosts?.[base];
  if (names !== undefined && !["m", "mobile", "web"].includes(first)) {
    if (names === "whole") return pages([...labels, base].join("."));
    return labels.length === 1 ? pages(first) : { rules, is: "service" };
  }
  const isKnown = (label: string): boolean => isUsual(label) || (data.extraSubdomains?.includes(label) ?? false);
  if (data.subdomains === "any" || labels.every(isKnown)) return pages(null);
  return { rules, is: "service" };
}

/** Whose host it is, if it is one of the platforms'. `hostname` as URL gives it, without a final dot. */
export function locateHost(hostname: string): HostPlace | null {
  const labels = hostname.split(".");
  for (let start = 0; start < labels.length - 1; start += 1) {
    const base = labels.slice(start).join(".");
    const found = index.get(base);
    if (found === undefined) continue;
    const { rules, role } = found;
    const prefix = labels.slice(0, start);
    if (role === "media") return { rules, is: "media" };
    const isBare = prefix.every((label) => deviceLabels.has(label));
    if (role === "share" && isBare) return { rules, is: "share" };
    if (role === "special" && isBare) return { rules, is: "pages", host: base, isMain: false, name: null };
    if (role === "main" || role === "names") return placeUnderMain(rules, base, prefix);
    return { rules, is: "service" };
  }
  for (const rules of Object.values(platformRules)) {
    const match = rules.data.hostPattern?.exec(hostname);
    if (!match) continue;
    const prefix = hostname.slice(0, match.index).split(".").filter(Boolean);
    return placeUnderMain(rules, rules.data.hosts[0] ?? hostname, prefix);
  }
  return null;
}
