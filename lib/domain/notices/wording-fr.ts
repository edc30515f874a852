import type { Wording } from "./wording";

const months = [
  "janvier",
  "février",
  "mars",
  "avril",
  "mai",
  "juin",
  "juillet",
  "août",
  "septembre",
  "octobre",
  "novembre",
  "décembre",
];

/** Before review nothing is alleged yet: then nothing stands behind the sign. */
const after = (sign: string, subjects: readonly string[]): string =>
  subjects.length === 0 ? "" : sign + subjects.join("\u00a0; ");

const accounts = (count: number): string => (count === 1 ? "1 compte" : `${count} comptes`);

export const french: Wording = {
  title: (kind, platform, count, subjects) =>
    kind === "terms_report"
      ? `Signalement au titre des règles de ${platform}\u00a0: ${accounts(count)}${after(", ", subjects)}`
      : `Notification au titre de l’article 16 du règlement (UE) 2022/2065\u00a0: ${accounts(count)} sur ${platform}${after(", ", subjects)}`,
  titleElsewhere: (platform, count, subjects) =>
    `Signalement concernant ${accounts(count)} sur ${platform}${after("\u00a0: ", subjects)}`,
  subject: {
    stolen_photo_scammer: "usage allégué de photos d’une autre personne",
    redirecting_bot: "redirection automatisée alléguée vers des sites payants",
    other_abuse: "manquement allégué aux règles",
    authentic: "aucun manquement allégué",
    undetermined: "rien d’établi",
  },
  masthead: (organisation) => `Démasque, bureau des dossiers de ${organisation}`,
  heading: {
    accounts: "Comptes",
    rule: "Règle",
    legal_grounds: "Fondements allégués",
    dsa: "Catégorie",
    observed: "Ce qui a été observé",
    explanation: "Explication",
    behalf: "Au nom de qui",
    decision: "Comment cela a été décidé",
    lives: "Comptes antérieurs, attribués au même exploitant",
    good_faith: "Bonne foi",
    request: "Ce que nous demandons",
  },
  label: {
    account: "Compte",
    handle: "Pseudo",
    stable_id: "Identifiant",
    profile: "Profil",
    content: "Contenu",
    link: "Lien",
    leads_to: "Mène à",
    domain: "Domaine",
    affiliate_id: "Identifiant d’affiliation",
    payment_handle: "Moyen de paiement",
    case: "Notre dossier",
    category: "Catégorie",
    keywords: "Mots-clés",
    subject: "Objet",
    message: "Message",
  },
  pair: (label, value) => `${label}\u00a0: ${value}`,
  accountNumber: (position, caseNumber) => `Compte ${position} (notre dossier ${caseNumber})`,
  observedOn: (handles) => `Observé sur ${handles.join(", ")}\u00a0:`,
  fact: {
    "SPS-01": "Les mêmes photos ont été observées, à des dates antérieures, sur une autre page tenue pour authentique.",
    "SPS-02": "La personne montrée a déclaré par écrit que le compte n’est pas le sien et n’a pas son accord.",
    "SPS-03": "Un filigrane ou un pseudo d’une autre créatrice a été observé, coupé, flouté ou masqué.",
    "SPS-04":
      "Des photos présentées comme d’une seule personne ont été observées montrant des personnes différentes ou une célébrité.",
    "SPS-05": "Il a été observé que le paiement n’est demandé que par PayPal, cagnotte ou cartes cadeaux.",
    "SPS-06": "Un moyen de paiement commun à plusieurs profils, ou sans rapport avec le nom affiché, a été observé.",
    "SPS-07": "Une grille de tarifs de packs de photos à très bas prix a été observée.",
    "SPS-08":
      "Il est rapporté que le compte refuse toute vérification en direct, ou n’offre que des vidéos enregistrées.",
    "SPS-09": "Au moins deux signalements indépendants allèguent un paiement, aucune livraison, puis un blocage.",
    "SPS-10": "Aucun lien vers une page de créatrice vérifiée n’a été observé, ou un lien vers la page d’une autre.",
    "SPS-11": "Le compte a été observé comme récent, renommé, ou recréé après une suppression.",
    "SPS-12": "Un petit cercle de comptes a été observé, qui s’aiment et se relaient entre eux.",
    "SPS-13": "Des demandes d’argent pressantes ou des contradictions dans la biographie ont été observées.",
    "SPS-14": "Un badge payant ou de nombreux abonnés ont été observés, avec presque aucun échange.",
    "SPS-15": "La même bio, les mêmes tarifs ou le même contact ont été observés sur au moins deux comptes.",
    "RB-01": "Un lien par raccourcisseur ou page de liens a été observé dans la bio ou une publication épinglée.",
    "RB-02": "Au moins deux redirections automatiques d’un domaine à l’autre ont été observées.",
    "RB-03":
      "Il a été observé que le lien aboutit à une inscription payante de rencontre ou de cam, ou à un contrôle d’âge par carte.",
    "RB-04": "Des paramètres d’affiliation ou de suivi ont été observés dans le lien.",
    "RB-05": "Un texte type a été observé\u00a0: une phrase, une invitation à agir et un lien court.",
    "RB-06": "La même phrase ou le même lien ont été observés sur au moins trois comptes.",
    "RB-07": "Une langue bancale, ou autre que celle du public, a été observée.",
    "RB-08": "Une photo suggestive avec un prénom a été observée\u00a0; la photo a aussi été trouvée ailleurs.",
    "RB-09": "Un pseudo sans rapport avec le nom affiché, ou suivi d’une longue suite de chiffres, a été observé.",
    "RB-10": "Le compte a été observé comme ancien, avec de premières publications bien plus tardives.",
    "RB-11": "Peu de publications ont été observées, toutes du même jour.",
    "RB-12":
      "Des mentions «\u00a0j’aime\u00a0», abonnements ou réponses non sollicités ont été observés, suivis du lien.",
    "RB-13":
      "Le profil a été observé comme une photo et un lien, une galerie trouvée ailleurs, ou une affiche découpée en cases.",
    "RB-14": "Un rythme régulier, ou un volume qui dépasse celui d’une personne, a été observé.",
    "RB-15": "Beaucoup d’abonnements, peu d’abonnés et aucune conversation ont été observés.",
    "RB-16": "Le compte a été observé comme privé et ne montrant qu’un lien.",
    "RB-17": "Il a été observé que les conditions du site d’arrivée admettent des profils tenus par son exploitant.",
  },
  mandate: (label) => `Sur mandat de la personne concernée${label === null ? "" : `, référence ${label}`}.`,
  noMandate: "Sans mandat\u00a0; ce signalement rapporte ce qui a été observé, au nom de personne en particulier.",
  aboutCases: (numbers) => `${numbers.length === 1 ? "Notre dossier" : "Nos dossiers"} ${numbers.join(", ")}`,
  decidedBy: {
    two_persons:
      "Deux personnes de l’organisation, chacune sans connaître l’avis de l’autre, sont arrivées au même constat.",
    one_person:
      "Décidé par une seule personne, qui l’a confirmé à nouveau au moins 24 heures après. Aucune seconde personne ne l’a examiné.",
    imported: "Décidé avant la tenue de ce registre\u00a0; le nombre de personnes n’est pas connu.",
  },
  decidedByShort: { two_persons: "deux personnes", one_person: "une seule personne", imported: "non consigné" },
  onBehalfShort: { none: "sans mandat", mandate: "mandat" },
  life: (caseNumber, outcome, day) =>
    `Notre dossier ${caseNumber}${outcome === null ? "" : `\u00a0: ${outcome}`}${day === null ? "" : `, ${day}`}.`,
  outcome: {
    account_removed: "compte supprimé",
    account_suspended: "compte suspendu",
    content_removed: "contenu retiré",
    restricted: "compte restreint",
    verified_gone: "disparition observée",
    already_gone: "déjà disparu",
    refused: "demande refusée",
    refused_unfounded: "demande refusée, jugée infondée",
    no_answer: "sans réponse",
    back_again: "disparu, puis observé à nouveau",
  },
  goodFaith:
    "L’organisation estime de bonne foi que les informations et les allégations de la présente notification sont exactes et complètes.",
  goodFaithConfirmed: (day, role) => `Confirmé le ${day} par une personne de l’organisation (${role}).`,
  role: {
    volunteer: "bénévole",
    reviewer: "relecture",
    safeguarding: "protection des personnes",
    protection: "protection des données",
    auditor: "audit",
    admin: "administration",
  },
  request: {
    terms_report:
      "Nous vous prions d’examiner ces comptes au regard de vos règles, et de nous faire connaître votre décision à l’adresse ci-dessus.",
    illegal_content_notice:
      "Nous vous prions d’accuser réception de la présente notification, puis de nous faire connaître votre décision et les voies de recours (article 16, paragraphes 4 et 5).",
  },
  requestElsewhere:
    "Nous vous prions d’examiner ce qui est décrit ici, et de nous faire connaître votre décision à l’adresse ci-dessus.",
  neutrality: "Ce texte décrit ce qui a été observé de comptes. Il ne nomme et n’accuse personne.",
  prepared: (noticeNumber, day, time) => `Notification ${noticeNumber}, préparée le ${day} à ${time} UTC.`,
  signature: (organisation, signatory) => `Pour ${organisation}\u00a0: ${signatory}`,
  contact: (mailbox) => `Contact\u00a0: ${mailbox}`,
  page: (page, pages) => `Page ${page} sur ${pages}`,
  checkpointHeading: "État de notre journal",
  checkpointMeaning:
    "Signé par notre journal avant la préparation de ce signalement. Avec un reçu ou le manifeste d’un dossier, il montre plus tard que rien n’a été réécrit.",
  factsInSummary: "Les faits observés figurent dans la synthèse jointe à cette fiche.",
  sheetRelation: "Les comptes nommés ci-dessus sont ceux sur lesquels les faits ont été observés.",
  sheetUrgent:
    "Les comptes de cette sorte sont souvent supprimés ou recréés en quelques jours\u00a0; nous ignorons combien de temps le fournisseur garde leurs données.",
  sheetGone: "Le compte a déjà disparu\u00a0; ce que le fournisseur en garde encore peut être effacé bientôt.",
  sheetTitle: "Fiche pour une autorité\u00a0: données qui risquent de disparaître",
  bundle: {
    title: (caseNumber, platform) => `Synthèse de notre dossier ${caseNumber}\u00a0: 1 compte sur ${platform}`,
    notices: "Notifications envoyées et leurs suites",
    notice: (number, recipient, day, outcome) =>
      `Notification ${number} à ${recipient}${day === null ? "" : `, envoyée le ${day}`}\u00a0: ${outcome ?? "pas encore de réponse"}.`,
    noNotice: "Aucune.",
    traces: "Où menaient ses liens",
    contents:
      "Les fichiers de cet ensemble et leurs SHA-256 figurent dans manifest.json\u00a0; log-evidence.json prouve, sans nous, ce que notre journal dit de ce dossier.",
  },
  article22: {
    title: (organisation, year) => `Notifications de ${organisation} en ${year} (DSA, article 22, paragraphe 3)`,
    independence: "Indépendance",
    independenceText:
      "Chaque notification repose sur une décision gardée dans un journal signé, prise en principe par deux personnes qui ne voient pas l’avis l’une de l’autre. Qui a un intérêt dans un dossier n’y prend pas part. Personne n’est payé, classé ni récompensé selon le nombre de notifications.",
    counts: "Notifications par fournisseur, nature et mesure",
    columns: ["Fournisseur", "Catégorie", "Mot-clé", "Mesure", "Nombre", "Heures (médiane)"],
    action: {
      removed: "contenu retiré",
      account_suspended: "compte suspendu",
      account_terminated: "compte supprimé",
      restricted: "restreint",
      no_action: "refusé",
      no_action_already_gone: "déjà disparu",
      pending: "aucune décision reçue",
      other: "autre",
    },
    accuracy: "Exactitude",
    accuracyOf: {
      notices_sent: "Envoyées",
      decided: "Décidées",
      acted_on: "Suivies d’une mesure",
      refused: "Refusées",
      refused_manifestly_unfounded: "Refusées comme manifestement infondées",
    },
    nobody:
      "Une notification compte une fois par compte qu’elle nomme. Ce rapport ne contient aucune donnée personnelle.",
  },
  day: (year, month, day) => `${day === 1 ? "1er" : day} ${months[month - 1] ?? ""} ${year}`,
};
