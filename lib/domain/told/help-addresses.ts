/** When somebody answers there; words `told.help.hours.<name>`. */
export const helpHours = ["always", "daily", "online"] as const;
export type HelpHours = (typeof helpHours)[number];

export interface HelpAddress {
  /** Words `told.help.place.<id>.name` and `.for`. */
  readonly id: string;
  /** To be called; null where there is none. */
  readonly phone: string | null;
  /** Without a scheme, as it is read aloud and typed. */
  readonly site: string | null;
  readonly hours: HelpHours;
}

/** Danger first, then whoever takes a report, then whoever listens. The law's own addresses are France's, where the desk stands. */
export const helpAddresses = [
  { id: "police", phone: "17", site: null, hours: "always" },
  { id: "europe", phone: "112", site: null, hours: "always" },
  { id: "silent", phone: "114", site: "info.urgence114.fr", hours: "always" },
  { id: "child", phone: "119", site: "allo119.gouv.fr", hours: "always" },
  { id: "cyber", phone: null, site: "17cyber.gouv.fr", hours: "always" },
  { id: "pharos", phone: null, site: "internet-signalement.gouv.fr", hours: "online" },
  { id: "disrupt", phone: null, site: "pointdecontact.net", hours: "online" },
  { id: "thesee", phone: null, site: "service-public.gouv.fr", hours: "online" },
  { id: "cnil", phone: null, site: "cnil.fr", hours: "online" },
  { id: "victims", phone: "116 006", site: "france-victimes.fr", hours: "daily" },
  { id: "crisis", phone: "3114", site: "3114.fr", hours: "always" },
  { id: "strass", phone: null, site: "strass-syndicat.org", hours: "online" },
  { id: "stopfisha", phone: null, site: null, hours: "online" },
  { id: "amicale", phone: null, site: "amicaledunid.org", hours: "online" },
] as const satisfies readonly HelpAddress[];
