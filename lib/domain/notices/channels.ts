import { platformIds, type NoticeKind } from "../case/vocabulary";
import { knownChannels } from "./channel-data";
import { inApp, type ChannelSeed } from "./channel-seed";
import { otherRecipients } from "./recipient-data";

/** The desks of every platform: one of which nothing is known has one desk, the report button on its profiles. */
const platformSeeds: readonly ChannelSeed[] = platformIds.flatMap((platform) => {
  const ofPlatform = knownChannels.filter((seed) => seed.platform === platform);
  return ofPlatform.length > 0 ? ofPlatform : [inApp(platform)];
});

export const channelSeeds: readonly ChannelSeed[] = [...platformSeeds, ...otherRecipients];

/** After so many days an unverified channel is shown as stale; it warns and blocks nothing. */
export const channelStaleDays = 90;

export function isChannelStale(verifiedOn: Date | null, now: Date): boolean {
  return verifiedOn === null || now.getTime() - verifiedOn.getTime() > channelStaleDays * 86_400_000;
}

const takenBy: ReadonlyMap<string, ChannelSeed["takes"]> = new Map(channelSeeds.map((seed) => [seed.id, seed.takes]));

/** Whether a desk takes this kind of notice. Of one that an administrator added nothing is known, so that it is not kept from any. */
export function channelTakes(channelId: string, kind: NoticeKind): boolean {
  return takenBy.get(channelId)?.includes(kind) ?? true;
}
