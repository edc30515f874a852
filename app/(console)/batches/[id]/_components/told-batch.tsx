import { useTranslations } from "next-intl";
import type { BatchDetail } from "@/lib/queries/get-batch";
import { useChannelName } from "@/lib/ui/use-channel-name";
import { BatchScreen } from "./batch-screen";

/** The names of desks and the reasons of refusals are long lists, and stay on the server: here they become words. */
export function ToldBatch({ batch }: { batch: BatchDetail }) {
  const channelName = useChannelName();
  const reasonOf = useReasonText();
  const told: BatchDetail = {
    ...batch,
    failures: batch.failures.map((one) => ({ ...one, reason: reasonOf(one.reason) })),
    notices: batch.notices.map((one) => ({
      ...one,
      channel: channelName(one.channelId, one.channel),
      mailReason: one.mailReason === null ? null : reasonOf(one.mailReason),
    })),
    platforms: batch.platforms.map((one) => ({
      ...one,
      desks: one.desks.map((desk) => ({ ...desk, name: channelName(desk.id, desk.name) })),
    })),
  };
  return <BatchScreen batch={told} />;
}

/** In words of its own here, in those of a notice, or in those of every refusal. */
function useReasonText(): (reason: string) => string {
  const t = useTranslations("batch.reason");
  const notices = useTranslations("notice-text.refusal");
  const errors = useTranslations("errors.reason");
  return (reason) => {
    if (t.has(reason as "unavailable")) return t(reason as "unavailable");
    if (notices.has(reason as "notice_case_twice")) return notices(reason as "notice_case_twice");
    if (errors.has(reason as "form")) return errors(reason as "form");
    return t("other", { reason });
  };
}
