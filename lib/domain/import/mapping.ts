import { z } from "zod";
import { ageAnswers, platformIds, tracks, type PlatformId } from "../case/vocabulary";
import { readDate } from "./dates";
import { plain, readPlatform } from "./words";

/** What a column can mean. */
export const plainFields = [
  "address",
  "handle",
  "platform",
  "track",
  "observed",
  "observed_on",
  "age",
  "state",
  "notified_on",
  "outcome",
  "informed_on",
] as const;
export type PlainField = (typeof plainFields)[number];
/** A column that holds the handle or link on one platform: a row may name several accounts. */
export type AccountField = `account:${PlatformId}`;
export type ImportField = PlainField | AccountField;

export const importFields: readonly ImportField[] = [
  ...plainFields,
  ...platformIds.map((id) => `account:${id}` as const),
];

export const importOptionsSchema = z.strictObject({
  /** By column, in the order of the file; null for a column that is passed over. */
  mapping: z.array(z.enum(importFields as [ImportField, ...ImportField[]]).nullable()).max(500),
  /** For what has no column. */
  constants: z.strictObject({
    platform: z.enum(platformIds).nullable(),
    track: z.enum(tracks).nullable(),
    ageAnswer: z.enum(ageAnswers).nullable(),
  }),
  isMonthFirst: z.boolean(),
  onError: z.enum(["skip", "stop"]),
  isDryRun: z.boolean(),
  language: z.enum(["fr", "en"]),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

const headers: Readonly<Record<PlainField, readonly string[]>> = {
  address: [
    "lien",
    "liens",
    "url",
    "link",
    "links",
    "adresse",
    "address",
    "profil",
    "profile",
    "profile url",
    "url du profil",
    "lien du profil",
    "lien du compte",
    "account url",
    "web address",
  ],
  handle: [
    "pseudo",
    "pseudonyme",
    "handle",
    "handle or id",
    "username",
    "user",
    "utilisateur",
    "nom d utilisateur",
    "compte",
    "account",
    "identifiant",
    "@",
    "id",
  ],
  platform: [
    "plateforme",
    "platform",
    "reseau",
    "reseau social",
    "network",
    "site",
    "platform field",
    "social network",
  ],
  track: ["filiere", "track", "type", "categorie", "category", "kind", "nature", "classification"],
  observed: [
    "vu",
    "observe",
    "observed",
    "observations",
    "observation",
    "notes",
    "note",
    "commentaire",
    "commentaires",
    "comment",
    "comments",
    "description",
    "remarques",
    "remarque",
    "details",
    "ce que j ai vu",
  ],
  observed_on: [
    "date",
    "vu le",
    "date de signalement",
    "observed on",
    "seen on",
    "reported on",
    "date du signalement",
    "jour",
    "day",
    "observed at",
    "opened at",
    "ouvert le",
    "created at",
  ],
  age: ["mineur", "mineure", "age", "minor", "under 18", "moins de 18 ans", "mineur possible"],
  state: ["etat", "statut", "state", "status"],
  notified_on: [
    "notifie le",
    "signale le",
    "envoye le",
    "notified on",
    "sent on",
    "date de notification",
    "denonce le",
    "date denvoi",
    "date d envoi",
    "sent at",
    "notified at",
  ],
  outcome: ["reponse", "resultat", "suite", "outcome", "answer", "result", "decision", "issue"],
  informed_on: [
    "reponse le",
    "date de reponse",
    "informed on",
    "answered on",
    "date de la reponse",
    "supprime le",
    "removed on",
    "retire le",
    "informed at",
    "answered at",
  ],
};
const fieldNamed = new Map<string, PlainField>();
for (const field of plainFields) {
  for (const name of [field, ...headers[field]]) fieldNamed.set(plain(name), field);
}

const looksLikeLink = (cell: string): boolean => /^(https?:\/\/|www\.)\S+$/i.test(cell.trim());

/**
 * What the columns seem to mean, by their headers, then by what stands in the first rows. A guess that people see and correct;
 * no field is guessed twice, but there may be a column of accounts for each platform.
 */
export function guessMapping(
  names: readonly string[],
  firstRows: readonly (readonly string[])[],
): (ImportField | null)[] {
  const taken = new Set<ImportField>();
  const claim = (field: ImportField | null): ImportField | null => {
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  };
  const cellsOf = (column: number): string[] =>
    firstRows.map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== "");
  const guesses = names.map((name) => claim(fieldNamed.get(plain(name)) ?? null));
  // "Account" heads links as often as handles: the cells say which.
  const handles = guesses.indexOf("handle");
  if (handles >= 0 && cellsOf(handles).length > 0 && cellsOf(handles).every(looksLikeLink) && claim("address"))
    guesses[handles] = "address";
  names.forEach((name, column) => {
    if (guesses[column] !== null) return;
    const platform = readPlatform(name);
    if (platform) guesses[column] = claim(`account:${platform}`);
  });
  names.forEach((_, column) => {
    if (guesses[column] !== null) return;
    const cells = cellsOf(column);
    if (cells.length === 0) return;
    if (cells.every(looksLikeLink)) guesses[column] = claim("address");
    else if (cells.every((cell) => readPlatform(cell) !== null)) guesses[column] = claim("platform");
    else if (cells.every((cell) => readDate(cell) !== null)) guesses[column] = claim("observed_on");
  });
  return guesses;
}

/** What must be settled before such a file can be read at all; empty when nothing is. */
export function lacksOf(
  options: Pick<ImportOptions, "mapping" | "constants">,
): ("address" | "platform" | "track" | "ageAnswer")[] {
  const has = (field: ImportField): boolean => options.mapping.includes(field);
  const hasAccounts = options.mapping.some((field) => field?.startsWith("account:") === true);
  const lacks: ("address" | "platform" | "track" | "ageAnswer")[] = [];
  if (!has("address") && !has("handle") && !hasAccounts) lacks.push("address");
  if (!has("address") && !hasAccounts && has("handle") && !has("platform") && options.constants.platform === null)
    lacks.push("platform");
  if (!has("track") && options.constants.track === null) lacks.push("track");
  if (!has("age") && options.constants.ageAnswer === null) lacks.push("ageAnswer");
  return lacks;
}
