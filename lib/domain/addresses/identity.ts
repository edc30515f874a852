import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { Finding } from "./address";
import { readingsOf } from "./clean-text";
import { platforms } from "./platforms";
import type { Space } from "./platform-shape";

/** No platform's names are longer; what is longer is not worth reading as one. */
const maxNameLength = 300;

/** The name in a piece of an address, or null when none of its readings is a name of this space. */
export function nameIn(piece: string, space: Space): string | null {
  if (piece.length > maxNameLength) return null;
  return readingsOf(piece).find((reading) => space.pattern.test(reading)) ?? null;
}

const canonical = (name: string, space: Space): string =>
  space.foldsCase ? name.toLowerCase().normalize("NFC") : name;

const without = (text: string, ignored: string): string => [...text].filter((one) => !ignored.includes(one)).join("");

const fill = (template: string, name: string): string => template.replace("{}", () => encodeURI(name));

export function profileIn(platform: PlatformId, spaceName: string, name: string): Finding | null {
  const { spaces } = platforms[platform];
  const space = spaces[spaceName];
  if (space === undefined) return null;
  const handle = canonical(name, space);
  const idInName = space.idInName?.exec(handle)?.[1] ?? null;
  const keySpace = (idInName !== null && space.keyedBy !== undefined ? spaces[space.keyedBy] : undefined) ?? space;
  const keyName = keySpace === space ? handle : (idInName ?? handle);
  const label = space.label ?? "{}";
  return {
    kind: "profile",
    platform,
    handle: label.replace("{}", () => handle),
    shownHandle: label.replace("{}", () => name),
    key: (keySpace.keyPrefix ?? "") + without(keyName, keySpace.ignores ?? ""),
    stableId: space.isStable ? handle : idInName,
    profileUrl: fill(space.url, handle),
    reason: null,
  };
}

/** The address of the profile that a key of `profileIn` stands for; null for a key that no space could have made. */
export function urlOfKey(platform: PlatformId, key: string): string | null {
  const spaces = Object.values(platforms[platform].spaces);
  const prefixed = spaces
    .filter((space) => key.startsWith(space.keyPrefix ?? ""))
    .sort((a, b) => (b.keyPrefix ?? "").length - (a.keyPrefix ?? "").length);
  for (const space of prefixed) {
    const name = key.slice((space.keyPrefix ?? "").length);
    if (space.pattern.test(name)) return fill(space.url, name);
  }
  return null;
}
