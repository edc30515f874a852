import type { Classification } from "../case/vocabulary";
import type { SignalCode } from "../signals/checklists";

export const legalGroundCodes = [
  "FR-CP-226-4-1",
  "FR-CP-313-1",
  "FR-CP-226-2-1",
  "FR-CP-226-8-1",
  "FR-CPI-L335-2",
  "FR-CPI-L335-3",
  "FR-CCONSO-L121-2",
  "FR-CP-312-10",
  "FR-CP-225-4-1",
  "FR-CP-225-5",
  "FR-CP-227-23",
] as const;
export type LegalGroundCode = (typeof legalGroundCodes)[number];

export interface LegalGround {
  readonly code: LegalGroundCode;
  /** Classifications of a case that the ground can be alleged about. */
  readonly fits: readonly Classification[];
  /** At least one of these must be confirmed on the case. Empty: the checklists have no item for it, the explanation carries it. */
  readonly restsOn: readonly SignalCode[];
  /** Trafficking, pimping and child abuse never leave by an ordinary notice: they go through the safety lane. */
  readonly isSafetyOnly: boolean;
  /** A lawyer is to be asked before first use; shown beside the choice. */
  readonly wantsLawyer: boolean;
  /** Only the author or holder of the rights may allege it: the mandate has to come from that person. */
  readonly isForRightHolder: boolean;
  readonly label: { readonly en: string; readonly fr: string };
}

const ground = (
  code: LegalGroundCode,
  label: { en: string; fr: string },
  fits: readonly Classification[],
  restsOn: readonly SignalCode[],
  marks: { safetyOnly?: true; lawyer?: true; rightHolder?: true } = {},
): LegalGround => ({
  code,
  label,
  fits,
  restsOn,
  isSafetyOnly: marks.safetyOnly ?? false,
  wantsLawyer: marks.lawyer ?? false,
  isForRightHolder: marks.rightHolder ?? false,
});

const photos = ["stolen_photo_scammer"] as const;
const both = ["stolen_photo_scammer", "redirecting_bot"] as const;
const all = [...both, "other_abuse"] as const;

/** French law, as a picker for those who may use it: only cases under a mandate reach it. */
export const legalGrounds: readonly LegalGround[] = [
  ground(
    "FR-CP-226-4-1",
    {
      en: "Identity usurpation: data that identify a third person used to disturb or harm (French Criminal Code, art. 226-4-1)",
      fr: "Usurpation d’identité : usage de données identifiant un tiers pour le troubler ou lui nuire (code pénal, art. 226-4-1)",
    },
    all,
    ["SPS-01", "SPS-02", "RB-08"],
  ),
  ground(
    "FR-CP-313-1",
    {
      en: "Fraud: payment obtained by a false name, a false capacity or manoeuvres (French Criminal Code, art. 313-1)",
      fr: "Escroquerie : paiement obtenu par un faux nom, une fausse qualité ou des manœuvres (code pénal, art. 313-1)",
    },
    photos,
    ["SPS-09"],
  ),
  ground(
    "FR-CP-226-2-1",
    {
      en: "Sexual words or images passed on without consent (French Criminal Code, art. 226-2-1)",
      fr: "Diffusion sans accord de paroles ou d’images à caractère sexuel (code pénal, art. 226-2-1)",
    },
    all,
    [],
    { lawyer: true },
  ),
  ground(
    "FR-CP-226-8-1",
    {
      en: "Generated or altered sexual image of a person without consent (French Criminal Code, art. 226-8-1)",
      fr: "Montage ou image générée à caractère sexuel, sans l’accord de la personne (code pénal, art. 226-8-1)",
    },
    all,
    [],
  ),
  ground(
    "FR-CPI-L335-2",
    {
      en: "Infringement of a work, alleged for its author or right-holder (French Intellectual Property Code, art. L335-2)",
      fr: "Contrefaçon d’une œuvre, alléguée pour l’auteur ou l’ayant droit (code de la propriété intellectuelle, art. L335-2)",
    },
    all,
    [],
    { rightHolder: true },
  ),
  ground(
    "FR-CPI-L335-3",
    {
      en: "Reproduction of a work in breach of its author’s rights (French Intellectual Property Code, art. L335-3)",
      fr: "Reproduction d’une œuvre en violation des droits de l’auteur (code de la propriété intellectuelle, art. L335-3)",
    },
    all,
    [],
    { rightHolder: true },
  ),
  ground(
    "FR-CCONSO-L121-2",
    {
      en: "Misleading commercial practice (French Consumer Code, art. L121-2)",
      fr: "Pratique commerciale trompeuse (code de la consommation, art. L121-2)",
    },
    ["redirecting_bot", "other_abuse"],
    ["RB-02", "RB-03", "RB-04", "RB-17"],
  ),
  ground(
    "FR-CP-312-10",
    {
      en: "Blackmail (French Criminal Code, art. 312-10)",
      fr: "Chantage (code pénal, art. 312-10)",
    },
    all,
    [],
  ),
  ground(
    "FR-CP-225-4-1",
    {
      en: "Trafficking in human beings (French Criminal Code, art. 225-4-1)",
      fr: "Traite des êtres humains (code pénal, art. 225-4-1)",
    },
    [],
    [],
    { safetyOnly: true },
  ),
  ground(
    "FR-CP-225-5",
    { en: "Pimping (French Criminal Code, art. 225-5)", fr: "Proxénétisme (code pénal, art. 225-5)" },
    [],
    [],
    { safetyOnly: true, lawyer: true },
  ),
  ground(
    "FR-CP-227-23",
    {
      en: "Pornographic image of a minor (French Criminal Code, art. 227-23)",
      fr: "Image pornographique d’un mineur (code pénal, art. 227-23)",
    },
    [],
    [],
    { safetyOnly: true },
  ),
];

const byCode: ReadonlyMap<string, LegalGround> = new Map(legalGrounds.map((entry) => [entry.code, entry]));

export function legalGroundOf(code: string): LegalGround | undefined {
  return byCode.get(code);
}

/** The grounds that a reviewer may choose for a case of this classification. */
export function groundsFor(classification: Classification): LegalGround[] {
  return legalGrounds.filter((entry) => !entry.isSafetyOnly && entry.fits.includes(classification));
}
