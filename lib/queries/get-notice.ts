import "server-only";
import { env } from "@/lib/env";
import { db, type Prisma } from "@/lib/db/client";
import { readDelivery } from "@/lib/db/deliveries";
import { buildForms } from "@/lib/db/notice-forms";
import { readNotice } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import type { NoticeKind, Outcome } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import { formFields } from "@/lib/domain/notices/build-form-text";
import { channelTakes } from "@/lib/domain/notices/channels";
import { dsaOf } from "@/lib/domain/notices/dsa-keywords";
import { groundsFor } from "@/lib/domain/notices/legal-grounds";
import { missingElements } from "@/lib/domain/notices/missing-elements";
import { isTextFormat, noticeFormats, type NoticeFormat } from "@/lib/domain/notices/notice-input";
import { rulesFor } from "@/lib/domain/notices/rules";
import { thirdPartyDataIn } from "@/lib/domain/notices/third-party-choices";

export const noticeStates = ["draft", "sent", "received", "answered", "discarded", "imported"] as const;
export type NoticeState = (typeof noticeStates)[number];

export interface ShownForm {
  format: NoticeFormat;
  fileName: string;
  /** Null for a form that is no text. */
  text: string | null;
  sha256: string;
}

/** A notice as its page shows it: a draft built anew, a sent one from its frozen bytes. @throws DomainError `not_found`. */
export async function getNotice(actor: UserActor, number: number) {
  assertCan(actor, "notice:read");
  const row = await db().notice.findUnique({ where: { number: BigInt(number) } });
  if (!row) throw notFound("notice");
  const { input, cases, caseIds } = await readNotice(db(), row);
  const isDraft = row.state === "draft";
  const isWhole = cases.length === caseIds.length;
  const built = isDraft ? buildForms(input) : null;
  const [links, channelRow, channels, others, addressChangedAt, delivery] = await Promise.all([
    readTracked(
      row.id,
      cases.map((one) => one.id),
    ),
    db().channel.findUniqueOrThrow({ where: { id: row.channelId } }),
    db().channel.findMany({
      where: { isEnabled: true, OR: [{ platformId: row.platformId }, { id: row.channelId }] },
      orderBy: { id: "asc" },
      select: { id: true, name: true },
    }),
    readOtherRecipients(
      row.id,
      cases.map((one) => one.id),
    ),
    isDraft ? addressChange(row.channelId, row.preparedAt) : null,
    isDraft ? null : readDelivery(db(), row.id),
  ]);
  return {
    number,
    version: row.version,
    state: row.state as NoticeState,
    kind: row.kind as NoticeKind,
    input,
    dsa: dsaOf(input),
    desk: { ...deskOf(channelRow), mailbox: input.channel.mailbox, recipient: input.channel.recipient },
    delivery,
    hasMailServer: env().smtpUrl !== undefined && env().mailFrom !== undefined,
    /** When the desk's address was changed, after this draft was prepared. */
    addressChangedAt,
    channels: channels.map((channel) => ({
      ...channel,
      takes: {
        terms_report: channelTakes(channel.id, "terms_report"),
        illegal_content_notice: channelTakes(channel.id, "illegal_content_notice"),
      },
    })),
    fields: formFields(input),
    forms: built
      ? built.forms.map(({ format, file, sha256 }) => ({
          format,
          fileName: file.fileName,
          sha256,
          text: textOf(format, file.bytes),
        }))
      : isWhole
        ? await frozenForms(row.id)
        : [],
    fingerprint: built?.fingerprint ?? null,
    missing: isDraft ? missingElements(input) : [],
    thirdParty: isDraft ? thirdPartyDataIn(input) : [],
    grounds: [...new Set(cases.flatMap((one) => (one.classification ? groundsFor(one.classification) : [])))],
    rules: rulesFor(
      input.platform,
      cases.flatMap((one) => one.classification ?? []),
    ).map((rule) => rule.name),
    isGroundOpen: cases.length > 0 && cases.every((one) => one.onBehalf === "mandate"),
    isArticle16Open:
      cases.length > 0 && cases.every((one) => one.onBehalf === "mandate" && one.decidedBy === "two_persons"),
    isSolo: cases.some((one) => one.decidedBy === "one_person"),
    hiddenCases: caseIds.length - cases.length,
    sentAt: row.sentAt,
    receivedAt: row.receivedAt,
    reference: row.reference,
    tracked: links,
    others,
    may: {
      edit: isDraft && can(actor, "notice:prepare"),
      send: isDraft && can(actor, "notice:send"),
      record: can(actor, "notice:record"),
    },
  };
}
export type NoticeView = Awaited<ReturnType<typeof getNotice>>;

const deskOf = ({
  id,
  kind,
  name,
  url,
  mailbox,
  whoMayFile,
  asksIdentity,
  verifiedOn,
}: Prisma.ChannelGetPayload<object>) => ({
  id,
  kind,
  name,
  url,
  mailbox,
  whoMayFile,
  asksIdentity,
  verifiedOn,
});

async function addressChange(channelId: string, preparedAt: Date): Promise<Date | null> {
  const last = await db().proposal.findFirst({
    where: { kind: "channel_address", subject: channelId, state: "confirmed", decidedAt: { gt: preparedAt } },
    orderBy: { decidedAt: "desc" },
    select: { decidedAt: true },
  });
  return last?.decidedAt ?? null;
}

/** A byte order mark is part of the form: it is shown and copied as it is sent. */
const textOf = (format: NoticeFormat, bytes: Uint8Array): string | null =>
  isTextFormat(format) ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) : null;

async function frozenForms(noticeId: string): Promise<ShownForm[]> {
  const rows = await db().noticeDocument.findMany({ where: { noticeId } });
  return noticeFormats.flatMap((format) => {
    const row = rows.find((one) => one.format === format);
    return row ? { format, fileName: row.fileName, sha256: row.sha256, text: textOf(format, row.bytes) } : [];
  });
}

async function readTracked(noticeId: string, shown: readonly string[]) {
  const rows = await db().$queryRaw<
    {
      number: bigint;
      handle: string;
      state: string;
      outcome: Outcome | null;
      informedOn: Date | null;
      complaintDeadline: Date | null;
      verifiedGoneAt: Date | null;
      cameBackAt: Date | null;
      complainedAt: Date | null;
      outOfCourtAt: Date | null;
      coordinatorAt: Date | null;
    }[]
  >`
    SELECT c.number, a.handle, c.state, nc.outcome, nc.informed_on AS "informedOn", nc.complaint_deadline AS "complaintDeadline",
      nc.verified_gone_at AS "verifiedGoneAt", nc.came_back_at AS "cameBackAt", nc.complained_at AS "complainedAt",
      nc.out_of_court_at AS "outOfCourtAt", nc.coordinator_at AS "coordinatorAt"
    FROM notice_case nc JOIN "case" c ON c.id = nc.case_id JOIN account a ON a.id = c.account_id
    WHERE nc.notice_id = ${noticeId}::uuid AND c.id = ANY (${[...shown]}::uuid[]) ORDER BY nc.position`;
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}

/** Where else these cases have gone: the ledger beside the notice. */
async function readOtherRecipients(noticeId: string, shown: readonly string[]) {
  const rows = await db().$queryRaw<
    {
      number: bigint;
      platform: string;
      channelId: string;
      channel: string;
      state: NoticeState;
      sentAt: Date | null;
      receivedAt: Date | null;
      reference: string;
      outcome: Outcome | null;
      complaintDeadline: Date | null;
      cases: bigint[];
    }[]
  >`
    SELECT n.number, n.platform_id AS platform, n.channel_id AS "channelId", ch.name AS channel, n.state, n.sent_at AS "sentAt",
      n.received_at AS "receivedAt", n.reference, max(nc.outcome) AS outcome, min(nc.complaint_deadline) AS "complaintDeadline",
      array_agg(c.number ORDER BY c.number) AS cases
    FROM notice_case nc JOIN notice n ON n.id = nc.notice_id JOIN channel ch ON ch.id = n.channel_id JOIN "case" c ON c.id = nc.case_id
    WHERE nc.case_id = ANY (${[...shown]}::uuid[]) AND n.id <> ${noticeId}::uuid AND n.state <> 'discarded'
    GROUP BY n.id, ch.id ORDER BY n.number DESC LIMIT 20`;
  return rows.map((row) => ({ ...row, number: Number(row.number), cases: row.cases.map(Number) }));
}
