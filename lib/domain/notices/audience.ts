import { defang, defangText } from "./defang";
import { findWords } from "./find-words";
import { hostOf } from "./json-file";
import type { Audience, RecipientKind } from "./recipients";
import { isUnderMandate, type NoticeCase, type NoticeInput, type NoticeObservable } from "./notice-input";

export const shareables = ["accounts", "infrastructure", "payment"] as const;
export type Shareable = (typeof shareables)[number];

/** An account belongs to somebody: it is told to who can act on it and to whom it was made against, and to nobody else. */
const sharedWith: Readonly<Record<Audience, readonly Shareable[]>> = {
  platform: ["accounts", "infrastructure"],
  authority: ["accounts", "infrastructure", "payment"],
  mandate_giver: ["accounts", "infrastructure"],
  payment_firm: ["payment"],
  infrastructure: ["infrastructure"],
  security_team: ["infrastructure"],
};

const audienceByKind: Readonly<Record<RecipientKind, Audience>> = {
  platform: "platform",
  host: "infrastructure",
  registrar: "infrastructure",
  shortener: "infrastructure",
  link_hub: "infrastructure",
  payment: "payment_firm",
  authority: "authority",
  association: "security_team",
  cert: "security_team",
  safe_browsing: "security_team",
};

export const audienceOf = (kind: RecipientKind): Audience => audienceByKind[kind];

/** Whether an audience may be told this of a case. What leads to who is paid leaves under a mandate alone. */
export function mayHave(audience: Audience, what: Shareable, isMandated: boolean): boolean {
  return sharedWith[audience].includes(what) && (what !== "payment" || isMandated);
}

const shareableOf = (observable: NoticeObservable): Shareable =>
  observable.kind === "payment_handle" ? "payment" : "infrastructure";

/** Whether a host is one of these names, or stands below one of them. */
export const isHostOf = (host: string, names: readonly string[]): boolean =>
  names.some((name) => host === name || host.endsWith(`.${name}`));

/** Whether a value has to do with what the notice is about. A means of payment has no host: it is the firm's own, or it is not here. */
function isAbout({ kind, value, leadsTo }: NoticeObservable, about: readonly string[]): boolean {
  if (about.length === 0 || kind === "payment_handle") return true;
  const hosts = kind === "link" ? [hostOf(value), hostOf(leadsTo ?? "")] : [value.split(" ")[0] ?? ""];
  return hosts.some((host) => host !== null && isHostOf(host, about));
}

/** What of the case's links, domains and handles this audience may have, each value once. */
export function sharedObservables(
  entry: NoticeCase,
  audience: Audience,
  about: readonly string[] = [],
): NoticeObservable[] {
  const open = entry.observables.filter(
    (one) => isAbout(one, about) && mayHave(audience, shareableOf(one), isUnderMandate(entry)),
  );
  return [...new Map(open.map((one) => [`${one.kind} ${one.value}`, one])).values()];
}

/** The notice without what its reader may not have. Every form is built from this, so that none can say more than another. */
export function forAudience(input: NoticeInput): NoticeInput {
  const isNamed = mayHave(input.audience, "accounts", false);
  const cases = input.cases.map((entry) => ({
    ...entry,
    observables: sharedObservables(entry, input.audience, input.about),
    ...(!isNamed && {
      locations: { profileUrl: "", handle: "", stableId: null, contentUrls: [] },
      lives: [],
    }),
  }));
  const isTelling = accountsNamedInText(input).length > 0;
  return { ...input, cases, ...(isTelling && { explanation: "", ruleCited: "" }) };
}

/** An address as this reader gets it in running text: exact for who has to find it, harmless for everybody else. */
export function addressFor(audience: Audience, address: string): string {
  return exactFor.includes(audience) ? address : defang(address);
}
/** The same for a text that people typed: a link in it is a link. */
export function textFor(audience: Audience, text: string): string {
  return exactFor.includes(audience) ? text : defangText(text);
}
const exactFor: readonly Audience[] = ["platform", "infrastructure", "payment_firm"];

export interface AccountInText {
  readonly caseNumber: number;
  /** What names the account, as it stands in the text. */
  readonly words: readonly string[];
}

/** Where the free text names the account of a case, and its reader may not be told of accounts: what has to be taken out. */
export function accountWordsInText(input: NoticeInput): AccountInText[] {
  if (mayHave(input.audience, "accounts", false)) return [];
  const text = `${input.explanation}\n${input.ruleCited}`;
  return input.cases.flatMap(({ number, locations: { handle, profileUrl, stableId } }) => {
    const names = [profileUrl, handle, stableId ?? ""].filter((name) => name.length > 2);
    const words = names.flatMap((name) => [
      ...findWords(text, [name]).map(({ start, end }) => text.slice(start, end)),
      ...(text.toLowerCase().includes(name.toLowerCase()) ? [name] : []),
    ]);
    return words.length === 0 ? [] : [{ caseNumber: number, words: [...new Set(words)] }];
  });
}

/** The numbers of the cases whose account is named in the free text, where the reader may not be told of accounts. */
export const accountsNamedInText = (input: NoticeInput): number[] =>
  accountWordsInText(input).map(({ caseNumber }) => caseNumber);
