import { describe, expect, it } from "vitest";
import { type NotificationKind, notificationKinds } from "@/lib/domain/access/notification-kinds";
import { readMessage } from "@/lib/testing/read-message";
import { loadMessages } from "./load-messages";
import { locales } from "./locales";

const kinds = Object.keys(notificationKinds) as NotificationKind[];

describe.each(locales)("what people are told (%s)", (locale) => {
  it.each(kinds)("%s is said with what its schema holds, and nothing else", async (kind) => {
    const { notifications } = await loadMessages(locale);
    const { placeholders } = readMessage(notifications.kind[kind]);
    const asked = placeholders.map((placeholder) => placeholder.split(":")[0] ?? "");
    const known = Object.keys(notificationKinds[kind].shape);
    expect(asked.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("has no sentence for a kind that is not in the list", async () => {
    const { notifications } = await loadMessages(locale);
    expect(Object.keys(notifications.kind).sort()).toEqual([...kinds].sort());
  });
});
