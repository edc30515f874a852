import { canonicalJson } from "../audit/canonical-json";
import type { PlatformId } from "../case/vocabulary";
import { nameUuid, ownNamespace } from "./name-uuid";

/** The standard's own namespace, for the ids of observables alone. */
const observableNamespace = "00abedb4-aa42-466c-9c01-fed23315a9b7";

type Contributing =
  | { readonly type: "user-account"; readonly account_type: string; readonly account_login: string }
  | { readonly type: "url" | "domain-name"; readonly value: string };

/** The id that every maker of STIX gives to the same observable: of the canonical text of the properties that make it what it is. */
export function observableId({ type, ...properties }: Contributing): string {
  return `${type}--${nameUuid(observableNamespace, canonicalJson(properties))}`;
}

/** The id of anything else: ours, and the same each time the same notice is exported. */
export const ownId = (type: string, name: string): string =>
  `${type}--${nameUuid(ownNamespace, `stix/${type}/${name}`)}`;

/** The vocabulary has two of our platforms under names of its own; it is open for the others. */
export const accountType = (platform: PlatformId): string => (platform === "x" ? "twitter" : platform);
