import type { AgeAnswer, Outcome, Track } from "../case/vocabulary";
import type { ImportableState } from "../intake/report-input";
import type { SignalAnswers, SignalCode } from "../signals/checklists";

/** What becomes of a sample account after it was logged. */
export type SampleFate =
  | { kind: "logged"; reports: number }
  | { kind: "first_opinion" }
  | { kind: "decided"; as: "confirmed" | "undetermined" | "rejected" }
  | {
      kind: "history";
      state: ImportableState;
      notifiedDaysAgo: number;
      outcome: Outcome | null;
      informedDaysAgo: number | null;
    }
  /** Removed, and logged again: a second life. */
  | { kind: "back" };

export interface SampleAccount {
  link: string;
  track: Track;
  age: AgeAnswer;
  signals: SignalAnswers;
  /** The strong signal that reviewers rest their opinion on. */
  strong: SignalCode;
  observed: string;
  daysAgo: number;
  fate: SampleFate;
}

const photos = {
  "SPS-01": "yes",
  "SPS-15": "yes",
  "SPS-05": "yes",
  "SPS-08": "unknown",
  "SPS-07": "yes",
} as const satisfies SignalAnswers;
const photosWeak = {
  "SPS-03": "yes",
  "SPS-08": "yes",
  "SPS-04": "unknown",
  "SPS-07": "no",
} as const satisfies SignalAnswers;
const bot = {
  "RB-03": "yes",
  "RB-02": "yes",
  "RB-05": "yes",
  "RB-01": "yes",
  "RB-09": "yes",
} as const satisfies SignalAnswers;
const botWeak = { "RB-01": "yes", "RB-12": "yes", "RB-06": "unknown", "RB-09": "yes" } as const satisfies SignalAnswers;

const seller = (link: string, daysAgo: number, fate: SampleFate, observed: string, isStrong = true): SampleAccount => ({
  link,
  track: "stolen_photo_scammer",
  age: "no",
  signals: isStrong ? photos : photosWeak,
  strong: isStrong ? "SPS-01" : "SPS-03",
  observed,
  daysAgo,
  fate,
});
const redirecting = (
  link: string,
  daysAgo: number,
  fate: SampleFate,
  observed: string,
  isStrong = true,
): SampleAccount => ({
  link,
  track: "redirecting_bot",
  age: "no",
  signals: isStrong ? bot : botWeak,
  strong: isStrong ? "RB-03" : "RB-06",
  observed,
  daysAgo,
  fate,
});
const logged = (reports = 1): SampleFate => ({ kind: "logged", reports });
const sent = (notifiedDaysAgo: number): SampleFate => ({
  kind: "history",
  state: "notified",
  notifiedDaysAgo,
  outcome: null,
  informedDaysAgo: null,
});
const ended = (
  state: ImportableState,
  outcome: Outcome,
  notifiedDaysAgo: number,
  informedDaysAgo: number,
): SampleFate => ({ kind: "history", state, notifiedDaysAgo, outcome, informedDaysAgo });
const confirmed: SampleFate = { kind: "decided", as: "confirmed" };

/** Forty invented accounts that show the work from the first report to the answer. Nobody real is meant; the names are made up. */
export const sampleDesk: readonly SampleAccount[] = [
  seller("https://x.com/solenn_brume", 2, logged(4), "Story : « packs dès 15 € », paiement par cagnotte uniquement."),
  seller(
    "https://www.instagram.com/ysolde.corail.off/",
    3,
    { kind: "back" },
    "Mêmes photos que la page authentique observée en 2024.",
  ),
  seller("https://www.snapchat.com/add/tilia-velours", 1, logged(2), "Contact donné en bio d’un autre compte."),
  seller(
    "https://t.me/orlane_ambre_packs",
    5,
    { kind: "first_opinion" },
    "Grille de tarifs identique à deux autres comptes.",
  ),
  seller(
    "https://x.com/perle_nacre_fr",
    6,
    { kind: "first_opinion" },
    "Filigrane d’une autre créatrice, flouté en bas à droite.",
    false,
  ),
  seller(
    "https://www.tiktok.com/@naelle.safran",
    4,
    logged(),
    "Lien vers une page de créatrice qui n’est pas la sienne.",
    false,
  ),
  seller(
    "https://www.instagram.com/cyrene_givre_priv/",
    8,
    confirmed,
    "Deux acheteurs disent avoir payé sans rien recevoir.",
  ),
  seller("https://x.com/ondine_opale", 9, confirmed, "Même numéro de contact que sur Snapchat."),
  seller("https://onlyfans.com/livia_lilas_fr", 12, sent(6), "Photos antérieures observées sur une page authentique."),
  seller(
    "https://www.facebook.com/romane.sable.prive",
    20,
    ended("actioned", "account_removed", 15, 9),
    "Profil récent, cagnotte en photo de couverture.",
  ),
  seller(
    "https://www.reddit.com/user/mira_corail",
    25,
    ended("refused", "refused", 20, 12),
    "Vend des packs par message, refuse toute vérification.",
  ),
  seller(
    "https://mym.fans/vanou_brume",
    15,
    { kind: "decided", as: "undetermined" },
    "Deux avis différents selon les photos récentes.",
    false,
  ),
  seller("https://www.threads.com/@solenn.brume.vip", 2, logged(), "Renvoie vers le compte X du même nom."),
  seller("https://bsky.app/profile/tilia-velours.bsky.social", 1, logged(), "Mêmes photos, bio copiée mot pour mot."),
  seller("https://x.com/yso_corail_bis", 1, logged(2), "Se présente comme le compte de secours d’un compte fermé."),
  seller(
    "https://www.instagram.com/perle.nacre.vip/",
    7,
    { kind: "first_opinion" },
    "Tarifs de packs et lien vers une cagnotte.",
  ),
  seller(
    "https://t.me/naelle_safran_vente",
    30,
    ended("unanswered", "no_answer", 26, 20),
    "Canal de vente, photos de personnes différentes.",
    false,
  ),
  seller("https://www.snapchat.com/add/romane-sable", 11, confirmed, "Profil cité par trois comptes déjà fermés."),
  { ...seller("https://x.com/tout_juste_inv", 1, logged(), "La bio laisse un doute sur l’âge."), age: "unsure" },
  seller(
    "https://www.tiktok.com/@ondine.opale",
    14,
    ended("actioned", "content_removed", 10, 4),
    "Vidéos reprises d’une créatrice, pseudo recadré.",
  ),
  redirecting(
    "https://x.com/emma4471920355",
    1,
    logged(6),
    "Lien raccourci épinglé, deux redirections, page de rencontres payante.",
  ),
  redirecting("https://x.com/jade9920184417", 1, logged(5), "Même phrase et même lien que trois autres comptes."),
  redirecting("https://x.com/lina7710339284", 1, logged(4), "Même phrase et même lien que trois autres comptes."),
  redirecting(
    "https://x.com/chloe5529017736",
    2,
    logged(),
    "Aime des messages sans rapport, puis répond par un lien.",
    false,
  ),
  redirecting(
    "https://x.com/manon3381726450",
    2,
    { kind: "first_opinion" },
    "Page d’âge demandant une carte bancaire.",
  ),
  redirecting(
    "https://www.instagram.com/sarah.rdv.ce.soir/",
    3,
    { kind: "first_opinion" },
    "Profil privé, une photo et un lien.",
  ),
  redirecting("https://t.me/rendezvous_libre_bot", 4, confirmed, "Répond à tout par le même lien d’affiliation."),
  redirecting("https://x.com/lea8820147765", 5, confirmed, "Paramètres aff et clickid dans l’adresse d’arrivée."),
  redirecting("https://x.com/zoe1147709283", 5, confirmed, "Paramètres aff et clickid dans l’adresse d’arrivée."),
  redirecting("https://www.tiktok.com/@rencontre.locale.fr", 9, sent(4), "Lien en bio, trois redirections."),
  redirecting("https://x.com/ines6610928374", 10, sent(8), "Compte ancien, premiers messages le même jour."),
  redirecting("https://x.com/eva2298817460", 10, sent(8), "Compte ancien, premiers messages le même jour."),
  redirecting(
    "https://www.facebook.com/rencontres.voisines",
    18,
    ended("actioned", "account_suspended", 14, 11),
    "Page créée la semaine même, liens raccourcis.",
  ),
  redirecting(
    "https://x.com/alice7745501928",
    22,
    ended("actioned", "account_suspended", 20, 18),
    "Réponses automatiques toutes les dix minutes.",
  ),
  redirecting(
    "https://www.reddit.com/user/soiree_chaude_24",
    16,
    { kind: "decided", as: "rejected" },
    "Annonce d’un site de jeux, sans rencontre.",
    false,
  ),
  redirecting("https://www.snapchat.com/add/lola-dispo", 3, logged(), "Envoie un lien dès le premier message.", false),
  redirecting(
    "https://x.com/nina5510983746",
    24,
    ended("refused", "refused_unfounded", 21, 15),
    "Peu d’indices au moment de l’envoi.",
    false,
  ),
  redirecting("https://x.com/rose4409182735", 2, logged(3), "Quatre comptes, un même site d’arrivée."),
  redirecting("https://www.instagram.com/mia.ce.soir.75/", 2, logged(2), "Une affiche découpée en neuf photos."),
  redirecting("https://t.me/cam_gratuite_fr", 13, sent(10), "Canal qui ne contient que des liens."),
];
