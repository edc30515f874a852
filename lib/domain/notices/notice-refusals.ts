import { commandsIn } from "../case/lifecycle";
import { DomainError } from "../errors";
import { missingElements } from "./missing-elements";
import type { NoticeInput } from "./notice-input";

/** What no filling-in can mend: the wrong cases or the wrong desk. Message keys `notice-text.refusal.<reason>`. */
export const noticeRefusalReasons = [
  "notice_without_case",
  "notice_case_twice",
  "notice_of_two_platforms",
  "notice_case_not_confirmed",
  "notice_channel_of_other_platform",
  "notice_too_many_addresses",
] as const;
export type NoticeRefusalReason = (typeof noticeRefusalReasons)[number];

export interface NoticeRefusal {
  readonly reason: NoticeRefusalReason;
  readonly caseNumbers: readonly number[];
}

/** A notice longer than this is not read; a ring of forty accounts with their posts fits. */
export const mostAddresses = 100;

/** Why these cases can make no notice together; empty when they can. */
export function noticeRefusals(input: Pick<NoticeInput, "cases" | "platform" | "channel">): NoticeRefusal[] {
  const { cases, platform, channel } = input;
  const refusals: NoticeRefusal[] = [];
  const refuse = (reason: NoticeRefusalReason, caseNumbers: readonly number[]): void => {
    refusals.push({ reason, caseNumbers });
  };
  const numbers = cases.map((entry) => entry.number);
  const twice = numbers.filter((number, index) => numbers.indexOf(number) !== index);
  const elsewhere = cases.filter((entry) => entry.platform !== platform);
  const unconfirmed = cases.filter(
    (entry) =>
      !commandsIn(entry.state).includes("notify") ||
      entry.classification === null ||
      entry.classification === "authentic" ||
      entry.classification === "undetermined",
  );
  const addresses = new Set(cases.flatMap((entry) => [entry.locations.profileUrl, ...entry.locations.contentUrls]));

  if (cases.length === 0) refuse("notice_without_case", []);
  if (twice.length > 0) refuse("notice_case_twice", [...new Set(twice)]);
  if (elsewhere.length > 0)
    refuse(
      "notice_of_two_platforms",
      elsewhere.map((entry) => entry.number),
    );
  if (unconfirmed.length > 0)
    refuse(
      "notice_case_not_confirmed",
      unconfirmed.map((entry) => entry.number),
    );
  if (channel.platform !== null && channel.platform !== platform) refuse("notice_channel_of_other_platform", []);
  if (addresses.size > mostAddresses) refuse("notice_too_many_addresses", []);
  return refusals;
}

/** @throws DomainError `invalid_input` with the first refusal's reason and the numbers of the cases concerned. */
export function assertNoticeCanBeMade(input: Pick<NoticeInput, "cases" | "platform" | "channel">): void {
  const first = noticeRefusals(input)[0];
  if (first !== undefined)
    throw new DomainError("invalid_input", first.reason, { cases: first.caseNumbers.map(String) });
}

/** @throws DomainError `invalid_input`: a refusal, or `notice_elements_missing` with the codes of what is missing. */
export function assertNoticeCanBeSent(input: NoticeInput): void {
  assertNoticeCanBeMade(input);
  const elements = [...new Set(missingElements(input).map((element) => element.code))];
  if (elements.length > 0) throw new DomainError("invalid_input", "notice_elements_missing", { elements });
}
