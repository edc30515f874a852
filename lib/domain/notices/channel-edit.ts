import { z } from "zod";
import { type ProposalPayload, proposalPayloads } from "../access/second-person";
import { invalidInput } from "../errors";
import { filers } from "./channel-seed";

/** What an administrator changes about a desk by themselves; where its notices go is not among it. */
export const channelEditSchema = z.object({
  whoMayFile: z.enum(filers),
  isEnabled: z.boolean(),
  /** Somebody looked at the desk today, and it is as it stands here. */
  isVerified: z.boolean(),
});
export type ChannelEdit = z.infer<typeof channelEditSchema>;

export const channelAddressSchema = proposalPayloads.channel_address;
export type ChannelAddress = ProposalPayload<"channel_address">;

/** A form without an address, or a mailbox without one, would be a desk that nothing reaches. */
export function assertAddressFits(kind: string, { url, mailbox }: ChannelAddress): void {
  if ((kind === "form" && url === null) || (kind === "email" && mailbox === null))
    throw invalidInput("channel_address_missing");
}
