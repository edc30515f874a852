import { forAudience } from "./audience";
import { atprotoLack } from "./build-atproto";
import { hostOf } from "./json-file";
import { isMailbox } from "./mime";
import type { NoticeFormat, NoticeInput } from "./notice-input";

/** Why a notice has not a form that its reader takes; each with its sentence in the messages (`fit.lack.<code>`). */
export interface FormLack {
  readonly format: NoticeFormat;
  readonly lack: "account_did" | "account_address" | "too_long" | "organisation" | "no_host" | "not_this_kind";
  readonly cases: readonly number[];
}

type Lack = Omit<FormLack, "format">;

const isNamed = ({ organisation, roleMailbox }: NoticeInput["notifier"]): boolean =>
  organisation.trim() !== "" && isMailbox(roleMailbox);

function atproto(input: NoticeInput): Lack {
  const numbersOf = (lack: ReturnType<typeof atprotoLack>): number[] =>
    input.cases.filter((entry) => atprotoLack(input, entry) === lack).map((entry) => entry.number);
  const without = numbersOf("account_did");
  if (without.length > 0) return { lack: "account_did", cases: without };
  return { lack: numbersOf("reason_too_long").length > 0 ? "too_long" : "not_this_kind", cases: [] };
}

function mastodon(input: NoticeInput): Lack {
  const unread = input.cases.filter((entry) => hostOf(entry.locations.profileUrl) === null);
  return unread.length > 0
    ? { lack: "account_address", cases: unread.map((entry) => entry.number) }
    : { lack: "too_long", cases: [] };
}

function ofPrograms(input: NoticeInput): Lack {
  if (!isNamed(input.notifier)) return { lack: "organisation", cases: [] };
  const bare = input.cases.filter(({ locations, observables }) => locations.handle === "" && observables.length === 0);
  return bare.length > 0
    ? { lack: "no_host", cases: bare.map((entry) => entry.number) }
    : { lack: "not_this_kind", cases: [] };
}

/** Forms that this reader takes and that could not be built, so that nobody looks for them in vain. */
export function formLacks(input: NoticeInput, formats: readonly NoticeFormat[]): FormLack[] {
  const told = forAudience(input);
  const wanted: readonly NoticeFormat[] = [
    ...(input.audience === "infrastructure" ? (["xarf"] as const) : []),
    ...(input.audience === "security_team" ? (["stix", "misp"] as const) : []),
    ...(input.audience === "platform" ? (["xarf", "stix", "misp"] as const) : []),
    ...(input.audience === "platform" && input.platform === "bluesky" ? (["atproto"] as const) : []),
    ...(input.audience === "platform" && input.platform === "fediverse" ? (["mastodon"] as const) : []),
  ];
  return wanted
    .filter((format) => !formats.includes(format))
    .map((format) => ({
      format,
      ...(format === "atproto" ? atproto(told) : format === "mastodon" ? mastodon(told) : ofPrograms(told)),
    }));
}
