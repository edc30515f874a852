import { formFields } from "../notices/build-form-text";
import { mostAddresses } from "../notices/notice-refusals";
import type { NoticeInput } from "../notices/notice-input";

/** Whether every box of the desk's form holds what these cases put into it, and the list of addresses is one that is read. */
function fits(input: NoticeInput): boolean {
  const addresses = new Set(input.cases.flatMap(({ locations }) => [locations.profileUrl, ...locations.contentUrls]));
  return addresses.size <= mostAddresses && formFields(input).every(({ overBy }) => overBy === 0);
}

/**
 * How many of the cases, from the first on, one notice takes within the desk's limits. At least one: what is too long for a desk with
 * a single case is for a person to shorten in the draft.
 */
export function casesThatFit(inputOf: (count: number) => NoticeInput, count: number): number {
  let [least, most] = [1, Math.max(1, Math.min(count, mostAddresses))];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(inputOf(middle))) least = middle;
    else most = middle - 1;
  }
  return least;
}
