import { platformNamed } from "../addresses/platform-words";
import {
  ageAnswers,
  outcomes,
  platformIds,
  tracks,
  type AgeAnswer,
  type Outcome,
  type PlatformId,
  type Track,
} from "../case/vocabulary";
import { importableStates, type ImportableState } from "../intake/report-input";

/** Lower case, no accents, words apart by one space: how headers and cells are compared with the lists below. */
export const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9@#/]+/g, " ")
    .trim();

type Lists<Value extends string> = Readonly<Partial<Record<Value, readonly string[]>>>;

/** A reader of cells: the value's own name, or one of the words that people write for it in French and English. */
function reader<Value extends string>(values: readonly Value[], lists: Lists<Value>): (cell: string) => Value | null {
  const found = new Map<string, Value>();
  for (const value of values) {
    for (const word of [value, ...(lists[value] ?? [])]) found.set(plain(word), value);
  }
  return (cell) => found.get(plain(cell)) ?? null;
}

export const readTrack: (cell: string) => Track | null = reader(tracks, {
  stolen_photo_scammer: [
    "photos volees",
    "photo volee",
    "photos",
    "photo",
    "vol de photos",
    "arnaque",
    "arnaqueuse",
    "arnaqueur",
    "brouteur",
    "scammer",
    "scam",
    "stolen photos",
    "stolen photo",
    "faux compte",
    "fake",
    "usurpation",
    "impersonation",
  ],
  redirecting_bot: [
    "bot",
    "bots",
    "bot de redirection",
    "redirection",
    "robot",
    "redirecting bot",
    "redirect",
    "spam",
    "site de rencontre",
    "dating",
  ],
});

export const readState: (cell: string) => ImportableState | null = reader(importableStates, {
  open: ["ouvert", "nouveau", "new", "a faire", "todo", "a traiter", "en cours", "in progress", "en examen"],
  confirmed: ["confirme", "fake confirme", "verifie", "verified"],
  notified: ["notifie", "signale", "envoye", "sent", "reported", "denonce", "en attente", "waiting"],
  actioned: [
    "supprime",
    "suspendu",
    "ferme par la plateforme",
    "banni",
    "removed",
    "suspended",
    "banned",
    "deleted",
    "retire",
    "mesure prise",
    "taken down",
    "ok",
  ],
  refused: ["refuse", "rejet", "rejected by platform", "denied", "pas d infraction", "no violation"],
  unanswered: ["sans reponse", "no answer", "aucune reponse", "silence", "ignored", "ignore"],
  closed: ["clos", "cloture", "ferme", "termine", "done", "archived", "archive"],
  rejected: ["ecarte", "rejete", "dismissed", "autre abus", "other abuse"],
  undetermined: ["indetermine", "inconnu", "doute", "unknown", "unsure", "undetermined"],
});

/** What a recipient can have said or left unsaid; "back again" and "verified gone" are findings of the desk, not answers. */
export const readOutcome: (cell: string) => Outcome | null = reader(outcomes, {
  account_removed: ["compte supprime", "supprime", "removed", "deleted", "banni", "banned", "ferme"],
  account_suspended: ["compte suspendu", "suspendu", "suspended", "bloque", "locked"],
  content_removed: ["contenu retire", "contenu supprime", "content removed", "retire"],
  restricted: ["restreint", "limite", "limited"],
  already_gone: ["deja disparu", "deja supprime", "already removed", "introuvable", "not found"],
  refused: ["refuse", "refusee", "denied", "no violation", "pas d infraction", "rejete", "rejected"],
  refused_unfounded: ["refusee jugee infondee", "infondee", "infonde", "unfounded"],
  no_answer: ["sans reponse", "aucune reponse", "no reply", "no answer", "silence", "none", "rien"],
});

export const readAge: (cell: string) => AgeAnswer | null = reader(ageAnswers, {
  no: ["non", "majeur", "majeure", "adulte", "adult", "rien ne l indique", "0", "false", "faux"],
  unsure: ["doute", "incertain", "je ne sais pas", "ne sait pas", "peut etre", "maybe", "?", "unknown", "inconnu"],
  yes: ["oui", "mineur", "mineure", "minor", "1", "true", "vrai", "x"],
});

export function readPlatform(cell: string): PlatformId | null {
  const name = plain(cell.replaceAll("/", " "));
  const own = platformIds.find((id) => id === name);
  if (own) return own;
  if (name === "x twitter" || name === "twitter x") return "x";
  const bare = name.replace(/ (id|handle|account|compte|url|link|lien|profil|profile)$/, "");
  return platformNamed(bare)?.platform ?? platformNamed(cell.trim())?.platform ?? null;
}
