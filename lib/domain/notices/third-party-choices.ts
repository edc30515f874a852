import type { NoticeInput } from "./notice-input";
import { findThirdPartyData, type ThirdPartySpan } from "./third-party-data";

/** The texts of a notice that people type; only these can carry what belongs to somebody else. */
export const typedTexts = ["explanation", "ruleCited"] as const;

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

export function thirdPartyDataIn(input: NoticeInput): (ThirdPartySpan & { field: (typeof typedTexts)[number] })[] {
  const own = ownWords(input);
  return typedTexts.flatMap((field) => findThirdPartyData(input[field], own).map((span) => ({ ...span, field })));
}

/** How many spans nobody has decided about: masked ones are no longer in the text, kept ones are named by the sender. */
export function undecidedThirdPartyData(input: NoticeInput, kept: readonly string[]): number {
  return thirdPartyDataIn(input).filter((span) => !kept.includes(span.text)).length;
}
