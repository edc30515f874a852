import type { Outcome } from "../case/vocabulary";
import { ownWords } from "./answer-own-words";
import type { AnswerText } from "./read-answer";

const account = "accounts?|profiles?|users?|pages?|channels?|comptes?|profils?|utilisat(?:eur|rice)s?|chaînes?";
const content =
  "content|contents|posts?|photos?|pictures?|videos?|images?|tweets?|stor(?:y|ies)|reels?|listings?|links?|urls?|contenus?|publications?|vidéos?|annonces?|liens?";
const noun = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(${account})|(${content}))(?![\p{L}\p{N}])`, "iu");

const removal =
  "removed|disabled|deleted|terminated|taken down|took down|banned|closed|deactivated|blocked|supprimée?s?|désactivée?s?|retirée?s?|fermée?s?|bannie?s?|clôturée?s?|bloquée?s?";
const suspension = "suspended|locked|suspendue?s?|verrouillée?s?";
const done = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(${suspension})|(${removal}))(?![\p{L}\p{N}])`, "iu");

/** What happened first is what was done: "had been removed when we looked", "locked until the owner answers". */
const afterwards = /(?<=\S.*)(?<![\p{L}])(?:when|until|before|once|lorsqu\p{L}*|jusqu|avant|dès que)(?![\p{L}]).*$/iu;

/** What a sentence promises, supposes or says of everybody is not what was done about our notice. */
const notAFact =
  /(?<![\p{L}])(?:if|may|might|could|would|should|whether|unless|until|before|once|can|will(?! not)|in case|in the event|when|frequently|those who|be|being|(?:are|is|get|gets) (?:usually |always |often |then )?(?:removed|disabled|deleted)|si|s['’]il|s['’]ils|peut|peuvent|pourr\p{L}+|ser(?:a|ont|ait|aient)|en cas|lorsqu\p{L}*|le cas échéant|afin|avant|dès que|jusqu|fréquemment|éventuel\p{L}*|souhaitez|sont (?:supprimés|retirés|désactivés))(?![\p{L}])/iu;
const footer =
  /intended recipient|destinataire (?:de ce|du présent|prévu)|confidential|confidentiel|unsubscribe|désabonner|received this (?:e-?mail|message) in error|reçu ce (?:message|courriel|mail) par erreur|subject line|reply above|do not (?:reply|remove this|delete this|change)|ne pas (?:répondre|modifier)|merci de conserver/iu;
const aboutTicket =
  /(?<![\p{L}])(?:ticket|case|report|request|inquiry|enquiry|demande|dossier|signalement|conversation)(?![\p{L}])[^.]{0,60}(?:closed|locked|fermée?|clôturée?|clos)/iu;

const unfounded =
  /manifestly unfounded|manifestement (?:infondée?|non fondée?|mal fondée?)|unfounded (?:notice|report|request|complaint)|(?:notice|report|request)[^.]{0,40}(?<!not )(?:unfounded|baseless)|signalements?[^.]{0,40}(?:infondée?|non fondée?)/iu;

const not = String.raw`(?:\bnot\b|n['’]t\b|\bunable\b|\bcannot\b|\bdeclin\w+)`;
const refusals: readonly RegExp[] = [
  new RegExp(
    String.raw`${not}[^.]{0,25}\b(?:violat\w+|go(?:es|ing)? against|breach\w*|break\w*|infring\w+|contraven\w+|constitute\w*|meet)\b`,
    "iu",
  ),
  /\bno (?:evidence of (?:a |any )?)?(?:violations?|breach\w*|infringements?)\b/iu,
  new RegExp(
    String.raw`${not}[^.]{0,30}\b(?:find|found|identif\w+|detect\w*|see)\b[^.]{0,40}\b(?:violat\w+|breach\w*|infring\w+)`,
    "iu",
  ),
  new RegExp(
    String.raw`${not}(?! only)[^.,;]{0,40}\b(?:remov\w+|tak(?:e|en|ing) (?:it |them |this |the \w+ )?(?:down|action|any|further)|disabl\w+|suspend\w*|delet\w+|restrict\w*|act on|proceed)\b`,
    "iu",
  ),
  /\bno (?:further |other )?(?:action|measures?)\b(?! (?:is |are )?(?:needed|required|necessary)[^.]{0,20}(?:you|your))/iu,
  /\b(?:left|leave|leaving|kept|keep|keeping|remains?) (?:it |them |the \w+ |this \w+ )?(?:up|online|active|available|accessible|visible)\b/iu,
  /\b(?:report|notice|request|claim|complaint|appeal)\b[^.]{0,60}\b(?:rejected|declined|denied|refused|dismissed)\b|\bwe (?:have |must |had to )?(?:reject|rejected|declined?|denied|deny|refused?|dismiss(?:ed)?)\b/iu,
  /n['’](?:enfrei\p{L}+|a pas enfreint|ont pas enfreint|est pas (?:contraire|en infraction)|était pas)|n[e'’] (?:viol|contrevien|constitu|rel[eè]v|contredi|transgress|mécon)\p{L}+ (?:pas|aucun)|ne (?:va|vont) pas à l['’]encontre|ne sont pas contraires/iu,
  /\b(?<!no longer )(?:follows|complies with|respects|(?:is|falls|remains) (?:within|in line with|consistent with|compliant with))\b[^.]{0,25}\b(?:rules|guidelines|standards|terms|polic(?:y|ies))/iu,
  /(?<!\p{L}|ne )(?:respecte(?:nt)?(?! (?:pas|plus|aucun))|(?<!n['’])est conforme|sont conformes)[^.]{0,25}(?:nos|aux?|les|la) [^.]{0,25}(?:règles|conditions|standards|politiques?|charte)/iu,
  /(?:aucune?|pas d[e'’]|pas (?:constaté|relevé|trouvé|identifié|décelé)[^.]{0,30}) ?(?:violation|infraction|manquement|non-conformité)/iu,
  /(?<!\p{L})n(?:e |['’])(?:[^.]{0,25} )?(?:pas|rien|plus|point) ?(?:(?:(?! et | mais )[^.,;]){0,25} )?(?:supprim|retir|désactiv|suspend|ferm|bloqu|restrei|donn\p{L}* suite|être (?:supprim|retir))\p{L}*/iu,
  /(?<!\p{L})ne (?:supprim|retir|désactiv|suspend|ferm|bloqu|donn|prend)\p{L}+ (?:donc |alors )?(?:pas|aucune?)/iu,
  /pas (?:en mesure|possible|lieu|donné suite)[^.]{0,60}(?:suite|supprim|retir|désactiv|suspend|intervenir|mesure)|pas donné suite|sans suite|aucune (?:mesure|suite)/iu,
  /(?:demande|signalement|notification|réclamation|requête)[^.]{0,60}(?:rejetée?|refusée?|déclinée?)|nous (?:avons (?:rejeté|refusé|décliné)|rejetons|refusons|déclinons)/iu,
];

const alreadyGone =
  /already (?:been |no longer )?(?:removed|deleted|suspended|disabled|taken down|gone|unavailable|available|terminated|banned|inactive)|(?:déjà|d['’]ores et déjà) (?:été )?(?:supprim|retir|suspend|désactiv|ferm)\p{L}*|(?:deleted|removed|deactivated) by (?:its|the|their) (?:own )?(?:owner|user|author|holder)|(?:supprimé|retiré|désactivé)e? par (?:son|sa|l['’]) ?(?:titulaire|auteur|autrice|utilisat\p{L}+|propriétaire)|n['’]existe(?:nt)? (?:déjà )?plus|(?:no longer|does not|doesn['’]t) exists?\b/iu;
const goneNow =
  /no longer (?:available|accessible|active|online|live|visible)|n(?:['’]est|e sont) plus (?:disponibles?|accessibles?|en ligne|actif|visibles?)/iu;

const restriction =
  /(?:account|profile|content|post|visibility|reach|access|distribution)s?[^.]{0,60}(?:restricted|limited|demoted|reduced|labelled|labeled)|(?:restricted|limited|reduced|demoted)[^.]{0,30}(?:visibility|reach|account|access|distribution|content|profile)|geo-?block|(?:compte|profil|contenu|visibilité|portée|accès|diffusion)s?[^.]{0,60}(?:restreinte?|limitée?|réduite?)|(?:restreint|limité|réduit)[^.]{0,30}(?:visibilité|portée|accès|diffusion|compte|contenu)/iu;

const someMeasure =
  /(?:took|taken|have taken) (?:\w+ ){0,3}(?:action|measures|steps)|(?:action|measures) (?:has|have) been taken|mesures[^.]{0,30}ont été prises|avons pris [^.]{0,30}mesures/iu;

const received =
  /receiv(?:ed|ing) your|(?:received|got) (?:the|this|a) (?:report|notice|notification)|(?:report|notice|notification|request|message|e-?mail|complaint|submission|ticket)s?[^.]{0,40}(?:has|have|was|were) (?:been )?(?:successfully )?(?:received|submitted|registered|logged|created|opened|recorded)|(?:confirm\w*|acknowledg\w*)[^.]{0,30}receipt|receipt of your|acknowledg|thank(?:s| you) (?:\w+ )?for (?:contacting|reporting|your (?:report|notice|message|e-?mail|submission|notification|request)|(?:getting|reaching|writing)|bringing|flagging|submitting)|we['’ ](?:ve|have)? ?got your|(?:is|are) (?:currently )?(?:being reviewed|under review|looking into|reviewing)|will (?:be )?(?:review|look into|investigat|get back|examin|process)\w*|accus(?:é|ons|er) (?:de )?(?:bonne )?réception|bien reçu|avons (?:bien )?(?:reçu|enregistré|pris en compte)|(?:demande|signalement|notification|message|courriel|ticket)s?[^.]{0,40}(?:a|ont) (?:bien )?été (?:reçu|enregistré|pris|transmis|créé|ouvert)|merci (?:\p{L}+ )?(?:de nous avoir|pour votre|de votre|d['’]avoir)|en cours (?:de traitement|d['’]examen|d['’]analyse)|réception de votre/iu;

/** "The account was removed", "we removed the photos from it": what it was done to, and whether it is gone for good. */
function measureIn(sentence: string): Outcome | null {
  const clauses = sentence.split(/[,;:]| and | et | mais | but /u);
  for (const clause of clauses) {
    const verb = done.exec(clause);
    if (verb === null || aboutTicket.test(clause)) continue;
    const [before, after] = [clause.slice(0, verb.index), clause.slice(verb.index + verb[0].length)];
    const isActive =
      /(?:^|[\s’'])(?:we|we['’]ve|i|nous|team|équipe|(?:have|has|had|ont|avons|a))\s*(?:now |also |\w+ly |bien |donc )?$/iu.test(
        before,
      );
    const of = isActive ? (noun.exec(after) ?? noun.exec(before)) : (noun.exec(before) ?? noun.exec(after));
    const target = of ?? noun.exec(sentence);
    if (target?.[2] !== undefined) return "content_removed";
    if (target?.[1] !== undefined) return verb[1] === undefined ? "account_removed" : "account_suspended";
  }
  return null;
}

/** Sentences of a text that a program has wrapped: a blank line ends one, as a full stop does. */
function sentencesOf(text: string): string[] {
  return text
    .split(/\n\s*\n|\n(?=\s*[-*•]\s)/u)
    .flatMap((paragraph) => paragraph.replace(/\s+/gu, " ").split(/(?<=[.!?…])\s+(?=[\p{Lu}\d«"“@])/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "" && !footer.test(sentence));
}

/** What the answer seems to say; null where nothing is recognised. A person confirms or corrects it, always. */
export function outcomeIn({ subject, text }: Pick<AnswerText, "subject" | "text">): Outcome | "received" | null {
  const own = sentencesOf(ownWords(text));
  // A subject that replies is our own title; one of theirs may be all that says it.
  const isOurs = /^\s*(?:re|r[eé]p|aw|tr|fwd?|wg)\s?:/iu.test(subject);
  const all = isOurs ? own : [...sentencesOf(subject.normalize("NFC")), ...own];
  const facts = all.map((sentence) => sentence.replace(afterwards, "")).filter((sentence) => !notAFact.test(sentence));
  const isSaid = (pattern: RegExp): boolean => facts.some((sentence) => pattern.test(sentence));
  const isRefused = (sentence: string): boolean => refusals.some((pattern) => pattern.test(sentence));
  // "This may be upsetting, but …": what is supposed before a "but" is not supposed behind it.
  const refused = all
    .flatMap((sentence) => sentence.split(/(?<=,? )(?:but|however|mais|toutefois|cependant)(?=[ ,])/iu))
    .filter((part) => !isSupposed(part));
  if (refused.some((sentence) => unfounded.test(sentence))) return "refused_unfounded";
  if (refused.some(isRefused)) return "refused";
  if (isSaid(alreadyGone)) return "already_gone";
  const measures = facts.flatMap((sentence) => measureIn(sentence) ?? []);
  for (const outcome of ["account_suspended", "account_removed", "content_removed"] as const)
    if (measures.includes(outcome)) return outcome;
  if (isSaid(restriction)) return "restricted";
  if (isSaid(goneNow)) return "already_gone";
  if (isSaid(someMeasure)) return null;
  return all.some((sentence) => received.test(sentence)) ? "received" : null;
}

/** A refusal may stand in the future ("will not be removed", "ne sera pas supprimé"), but not behind an if. */
const isSupposed = (sentence: string): boolean =>
  /(?<![\p{L}])(?:if|may|might|could|would|should|whether|unless|until|in case|in the event|when|si|s['’]ils?|pourr\p{L}+|peut|peuvent|en cas|lorsqu\p{L}*|le cas échéant|tant que|frequently|those who|fréquemment)(?![\p{L}])/iu.test(
    sentence,
  );
