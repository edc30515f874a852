import { findPhoneNumbersInText } from "libphonenumber-js/max";
import { findWords } from "./find-words";
import type { NoticeInput } from "./notice-input";
import { findThirdPartyData, linkPlaces, type MaskableSpan } from "./third-party-data";

/** The texts of a notice that people type; only these can carry what belongs to somebody else. */
export const typedTexts = ["explanation", "ruleCited"] as const;
export type TypedText = (typeof typedTexts)[number];

/** What was found of somebody else's, and where. */
export interface Flag extends MaskableSpan {
  readonly field: TypedText;
}

/** What a person let stand, as it stands in the text, and why in their words. */
export interface KeptFlag {
  readonly text: string;
  readonly because: string;
}
export const leastBecause = 10;
export const mostBecause = 500;

/** What the notice itself has to name: its own mailbox, handles, ids. */
function ownWords(input: NoticeInput): string[] {
  const { roleMailbox } = input.notifier;
  return [
    roleMailbox,
    ...(input.channel.mailbox === null ? [] : [input.channel.mailbox]),
    ...input.cases.flatMap(({ locations }) => [
      locations.handle,
      ...(locations.stableId === null ? [] : [locations.stableId]),
    ]),
  ].filter((word) => word !== "");
}

/**
 * Numbers that exist by their country's plan, in whatever way they are written; a country is read as ours where none is. Nine digits
 * without a zero before them are a firm's registration far more often than a telephone, and a piece of a longer number is none.
 */
function phonesIn(text: string): MaskableSpan[] {
  return findPhoneNumbersInText(text, "FR").flatMap(({ startsAt: start, endsAt: end }) => {
    const found = text.slice(start, end);
    const isBareNine = /^[1-9]/u.test(found) && found.replace(/\D/gu, "").length === 9;
    const isPiece = /\d-$/u.test(text.slice(0, start)) || /^-\d/u.test(text.slice(end));
    return isBareNine || isPiece ? [] : [{ kind: "phone" as const, start, end, text: found }];
  });
}

type Place = Pick<MaskableSpan, "start" | "end">;
const overlaps = (a: Place, b: Place): boolean => a.start < b.end && b.start < a.end;

/**
 * What of somebody else's stands in the texts that people typed: telephones, e-mail addresses, IBANs, and the names that a person
 * listed. In the order of the text, never overlapping.
 */
export function thirdPartyDataIn(input: NoticeInput, names: readonly string[] = []): Flag[] {
  const own = ownWords(input);
  return typedTexts.flatMap((field) => {
    const text = input[field];
    const listed = findWords(text, names).map(({ start, end }) => ({
      ...{ kind: "name" as const, start, end },
      text: text.slice(start, end),
    }));
    const links = linkPlaces(text);
    const phones = phonesIn(text).filter(
      (phone) => !links.some((link) => overlaps(link, phone)) && !own.some((word) => word.includes(phone.text)),
    );
    const flags: MaskableSpan[] = [];
    for (const span of [...listed, ...findThirdPartyData(text, own), ...phones])
      if (!flags.some((other) => overlaps(other, span))) flags.push(span);
    return flags.sort((a, b) => a.start - b.start).map((span) => ({ ...span, field }));
  });
}

/** The flags that somebody decided to let stand, with their reason, and those that nobody has decided about: masked ones are gone. */
export function sortFlags(
  flags: readonly Flag[],
  kept: readonly KeptFlag[],
): { kept: (Flag & { because: string })[]; undecided: Flag[] } {
  const becauseOf = (flag: Flag): string | undefined => kept.find((one) => one.text === flag.text)?.because;
  return {
    kept: flags.flatMap((flag) => {
      const because = becauseOf(flag);
      return because === undefined ? [] : [{ ...flag, because }];
    }),
    undecided: flags.filter((flag) => becauseOf(flag) === undefined),
  };
}
