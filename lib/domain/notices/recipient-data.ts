import { desk, field, links, mailbox, observed, organisation, type ChannelSeed } from "./channel-seed";
import type { RecipientKind, Want } from "./recipients";

const both = ["terms_report", "illegal_content_notice"] as const;
const illegal = ["illegal_content_notice"] as const;
/** They store nothing for the account, so that DSA Art. 16, which is for hosting services, does not bind them. */
const noHosts: readonly RecipientKind[] = ["registrar", "payment", "cert", "safe_browsing"];

type Facts = Partial<ChannelSeed> & Pick<ChannelSeed, "id" | "name" | "kind"> & { wants: readonly Want[] };

const of = (recipientKind: RecipientKind, recipient: string, facts: Facts): ChannelSeed =>
  desk({
    platform: null,
    recipientKind,
    recipient,
    whoMayFile: "anyone",
    takes: noHosts.includes(recipientKind) ? ["terms_report"] : both,
    fields: facts.kind === "email" ? [] : [links, observed],
    ...facts,
  });

const authority = (recipient: string, facts: Facts) => of("authority", recipient, { language: "fr", ...facts });

const abuseFields = [organisation, mailbox, links, observed];

/**
 * Desks that are no platform's. Addresses that nobody has read on the spot are null: whoever uses one first looks, and an
 * administrator keeps what was found.
 */
export const otherRecipients: readonly ChannelSeed[] = [
  of("host", "", {
    id: "host-abuse",
    name: "Abuse contact of a host",
    kind: "email",
    wants: ["domain", "exact_url", "observed_at", "screenshots", "narrative"],
  }),
  of("registrar", "", {
    id: "registrar-abuse",
    name: "Abuse contact of a registrar",
    kind: "email",
    wants: ["domain", "exact_url", "observed_at", "screenshots", "narrative"],
  }),
  of("shortener", "", {
    id: "shortener-abuse",
    name: "Abuse contact of a link shortener",
    kind: "email",
    wants: ["short_url", "final_url", "place"],
  }),
  of("link_hub", "", {
    id: "link-hub-abuse",
    name: "Abuse contact of a link page",
    kind: "email",
    wants: ["exact_url", "final_url", "place"],
  }),
  of("payment", "PayPal", {
    id: "paypal-abuse",
    name: "Report of a PayPal.me page",
    kind: "form",
    fields: abuseFields,
    wants: ["handle", "exact_url", "narrative"],
  }),
  of("payment", "PayPal", {
    id: "paypal-resolution",
    name: "Resolution Centre",
    kind: "form",
    whoMayFile: "person_only",
    asksIdentity: true,
    wants: ["handle", "transaction", "amount", "exchanges"],
  }),
  of("payment", "Leetchi", {
    id: "leetchi-report",
    name: "Report button of the money pot",
    kind: "form",
    language: "fr",
    fields: abuseFields,
    wants: ["pot_url", "narrative"],
  }),
  of("payment", "Le Pot Commun", {
    id: "lepotcommun-report",
    name: "Report button of the money pot",
    kind: "form",
    language: "fr",
    fields: abuseFields,
    wants: ["pot_url", "narrative"],
  }),
  of("payment", "Lydia / Sumeria", {
    id: "lydia-report",
    name: "Report of a money pot",
    kind: "form",
    language: "fr",
    fields: abuseFields,
    wants: ["pot_url", "narrative"],
  }),
  authority("PHAROS", {
    id: "pharos",
    name: "internet-signalement.gouv.fr",
    kind: "form",
    url: "https://www.internet-signalement.gouv.fr/",
    takes: illegal,
    fields: [field("adresse", "Adresse", "urls"), field("commentaires", "Commentaires", "narrative")],
    wants: ["category", "published_at", "place", "exact_url", "narrative"],
  }),
  authority("THESEE", {
    id: "thesee",
    name: "Arnaque sur internet",
    kind: "form",
    whoMayFile: "person_only",
    asksIdentity: true,
    wants: ["identity_login", "amount", "handle", "exchanges"],
  }),
  authority("PERCEVAL", {
    id: "perceval",
    name: "Fraude à la carte bancaire",
    kind: "form",
    whoMayFile: "person_only",
    asksIdentity: true,
    wants: ["identity_login", "card", "transaction"],
  }),
  authority("NCMEC", {
    id: "cybertipline",
    name: "CyberTipline",
    kind: "form",
    url: "https://report.cybertip.org/",
    language: "en",
    isEnabled: false,
    wants: ["place", "exact_url", "handle", "observed_at", "narrative"],
  }),
  authority("119", { id: "enfance-119", name: "119", kind: "phone", isEnabled: false, wants: ["narrative"] }),
  authority("17", { id: "police-17", name: "17 · 112 · 114", kind: "phone", isEnabled: false, wants: ["narrative"] }),
  authority("33700", { id: "sms-33700", name: "33700", kind: "phone", wants: ["sms", "screenshots"] }),
  authority("Signal Spam", { id: "signal-spam", name: "Signal Spam", kind: "form", wants: ["mail_headers"] }),
  authority("SignalConso", {
    id: "signalconso",
    name: "SignalConso (DGCCRF)",
    kind: "form",
    fields: [links, observed],
    wants: ["trader", "final_url", "narrative"],
  }),
  authority("17Cyber", {
    id: "cyber-17",
    name: "17Cyber",
    kind: "form",
    whoMayFile: "person_only",
    wants: ["narrative"],
  }),
  authority("Arcom", {
    id: "arcom",
    name: "Manquement d’une plateforme (art. 53)",
    kind: "form",
    fields: [organisation, mailbox, observed],
    wants: ["notice_history", "screenshots"],
  }),
  authority("CNIL", {
    id: "cnil",
    name: "Plainte",
    kind: "form",
    whoMayFile: "person_only",
    asksIdentity: true,
    wants: ["prior_request"],
  }),
  of("association", "Point de Contact", {
    id: "point-de-contact",
    name: "Point de Contact",
    kind: "form",
    url: "https://www.pointdecontact.net/",
    language: "fr",
    takes: illegal,
    fields: [links, observed, mailbox],
    wants: ["exact_url", "narrative", "reporter_contact"],
  }),
  ...(
    [
      ["STRASS", "strass"],
      ["StopFisha", "stopfisha"],
      ["Amicale du Nid", "amicale-du-nid"],
      ["MIPROF", "miprof"],
    ] as const
  ).map(([recipient, id]) =>
    of("association", recipient, {
      id,
      name: recipient,
      kind: "form",
      language: "fr",
      whoMayFile: "person_only",
      wants: [],
    }),
  ),
  of("cert", "", {
    id: "cert-contact",
    name: "Computer security team",
    kind: "email",
    wants: ["domain", "exact_url", "observed_at"],
  }),
  of("safe_browsing", "Google Safe Browsing", {
    id: "safe-browsing",
    name: "Report a phishing page",
    kind: "form",
    fields: [links, observed],
    wants: ["final_url", "narrative"],
  }),
];
