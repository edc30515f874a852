import { IconMail } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { RecipientKind } from "@/lib/domain/notices/recipients";
import { PlatformIcon } from "@/lib/ui/platform-icon";

interface Recipient {
  recipientKind: RecipientKind;
  /** As it calls itself, or was found; "" for a platform, and for one that nobody has named yet. */
  recipient: string;
  platform: PlatformId;
}

/** Who a notice goes to: the platform of its accounts, or somebody else, who is not to be mistaken for it. */
export function useRecipientName(): (recipient: Recipient) => string {
  const platforms = useTranslations("vocabulary.platform");
  const kinds = useTranslations("recipients.kind");
  return ({ recipientKind, recipient, platform }) =>
    recipientKind === "platform" ? platforms(platform) : recipient || kinds(recipientKind);
}

export function RecipientIcon({ kind, platform }: { kind: RecipientKind; platform: PlatformId }) {
  return kind === "platform" ? (
    <PlatformIcon platform={platform} isDecorative />
  ) : (
    <IconMail size={16} stroke={1.5} aria-hidden="true" />
  );
}
