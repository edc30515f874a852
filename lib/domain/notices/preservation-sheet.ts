import { codePointLength } from "./build-form-text";
import { observedBlocks } from "./compose-notice";
import type { NoticeInput } from "./notice-input";
import { wordingIn } from "./wording-in";

/** Who may be handed the sheet: an authority, or the person concerned and her lawyer. Never a provider: it binds nobody. */
export const sheetAddressees = ["police", "gendarmerie", "prosecutor", "victim", "victim_lawyer"] as const;
export type SheetAddressee = (typeof sheetAddressees)[number];

/** Fixed, and in every sheet: a sheet that looked like a request of an authority would mislead. */
export const preservationDisclaimer =
  "Only a competent authority may request or order preservation (Budapest Convention arts 16, 17, 29; Regulation (EU) 2023/1543 art. 4). This sheet is information for that authority.";

const mostFacts = 3000;
const utcDay = (iso: string): string => new Date(iso).toISOString().slice(0, 10);

export interface PreservationSheet {
  readonly sheet_id: string;
  readonly case_id: string;
  readonly addressee_kind: SheetAddressee;
  readonly suspected_offence: readonly string[];
  readonly facts_summary: string;
  readonly data_sought: readonly {
    readonly category: "subscriber" | "traffic" | "content";
    readonly identifier: string;
    readonly from?: string;
    readonly to?: string;
  }[];
  readonly custodian: { readonly name: string; readonly service: string };
  readonly relation_to_offence: string;
  readonly why_urgent: string;
  readonly known_volatility: "account_may_be_deleted" | "already_gone";
  readonly disclaimer: typeof preservationDisclaimer;
}

/**
 * What an authority wants to know of accounts before data about them is gone: exact names and places, since when, why soon. Offences are
 * those that the notice alleges, so that a case without a mandate names none.
 */
export function buildPreservationSheet(input: NoticeInput, addressee: SheetAddressee): PreservationSheet {
  const wording = wordingIn(input.language);
  const facts = observedBlocks(input.cases, wording)
    .map((block) => [block.lead, ...block.items].join(" "))
    .join("\n");
  const numbers = input.cases.map((entry) => entry.number).join("-");
  const isGone = input.cases.every((entry) => entry.state === "actioned");
  return {
    sheet_id: `preservation-${numbers}`,
    case_id: input.cases.map((entry) => entry.number).join(", "),
    addressee_kind: addressee,
    suspected_offence: [...input.legalGrounds],
    facts_summary: codePointLength(facts) <= mostFacts ? facts : wording.factsInSummary,
    data_sought: input.cases.flatMap(({ locations, firstSeen, lastSeen }) => {
      const name = [locations.profileUrl, locations.handle, locations.stableId ?? ""].filter(Boolean).join(" | ");
      // To the day: when within the day somebody looked says who looked.
      const period = {
        ...(firstSeen !== null && { from: `${utcDay(firstSeen)}T00:00:00Z` }),
        ...(lastSeen !== null && { to: `${utcDay(lastSeen)}T23:59:59Z` }),
      };
      return [
        { category: "subscriber" as const, identifier: name },
        { category: "traffic" as const, identifier: name, ...period },
        { category: "content" as const, identifier: name, ...period },
        ...locations.contentUrls.map((url) => ({ category: "content" as const, identifier: url })),
      ];
    }),
    custodian: { name: input.platformName, service: input.platformName },
    relation_to_offence: wording.sheetRelation,
    why_urgent: isGone ? wording.sheetGone : wording.sheetUrgent,
    known_volatility: isGone ? "already_gone" : "account_may_be_deleted",
    disclaimer: preservationDisclaimer,
  };
}
