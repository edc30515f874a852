import "server-only";
import { env } from "@/lib/env";
import { recordAccess } from "@/lib/db/access-log";
import { db, type Prisma } from "@/lib/db/client";
import { readDelivery, readReports } from "@/lib/db/deliveries";
import { buildShownForms, formatsOnDemand, type BuiltForm } from "@/lib/db/notice-forms";
import { noteOpened, type OpenSealed } from "@/lib/db/notice-payments";
import { readNotice } from "@/lib/db/notices";
import { readReportAccounts } from "@/lib/db/report-accounts";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import type { NoticeKind, Outcome, PlatformId } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import { apiReports } from "@/lib/domain/notices/api-reports";
import { accountWordsInText, forAudience } from "@/lib/domain/notices/audience";
import { formFields } from "@/lib/domain/notices/build-form-text";
import { channelTakes } from "@/lib/domain/notices/channels";
import { dsaOf } from "@/lib/domain/notices/dsa-keywords";
import { formLacks } from "@/lib/domain/notices/form-lacks";
import { groundsFor } from "@/lib/domain/notices/legal-grounds";
import { missingElements } from "@/lib/domain/notices/missing-elements";
import { noticeFileName } from "@/lib/domain/notices/notice-file-name";
import { isTextFormat, noticeFormats, type NoticeFormat, type NoticeInput } from "@/lib/domain/notices/notice-input";
import { mayReceiveAccounts, type RecipientKind } from "@/lib/domain/notices/recipients";
import { accountFor } from "@/lib/domain/notices/report-account";
import { rulesFor } from "@/lib/domain/notices/rules";
import { thirdPartyDataIn } from "@/lib/domain/notices/third-party-choices";
import { readEndedMandates } from "./ended-mandates";

export const noticeStates = ["draft", "sent", "received", "answered", "discarded", "imported"] as const;
export type NoticeState = (typeof noticeStates)[number];

export interface ShownForm {
  format: NoticeFormat;
  fileName: string;
  /** Null for a form that is no text, and for one that is fetched when somebody wants to see it. */
  text: string | null;
  /** Null for a form that is made on demand. */
  sha256: string | null;
}

/**
 * A notice as its page shows it: a draft built anew, a sent one from its frozen bytes. Sealed means of payment are masked in it
 * without `open`, and with it the access log tells of each. @throws DomainError `not_found`.
 */
export async function getNotice(actor: UserActor, number: number, open: OpenSealed | null = null) {
  assertCan(actor, "notice:read");
  const row = await db().notice.findUnique({ where: { number: BigInt(number) } });
  if (!row) throw notFound("notice");
  const isDraft = row.state === "draft";
  const { input, cases, caseIds, payments } = await readNotice(db(), row, isDraft ? open : null);
  if (open !== null && isDraft) await noteOpened(actor, payments);
  else if (open !== null) await recordAccess({ actor, kind: "notice_downloaded", subject: row.id });
  const isSealed = open === null && (isDraft ? payments.length > 0 : input.channel.recipientKind === "payment");
  const isWhole = cases.length === caseIds.length;
  const built = isDraft ? buildShownForms(input) : null;
  const [links, channelRow, channels, others, endedMandates, addressChangedAt, delivery, reports, api] =
    await Promise.all([
      readTracked(
        row.id,
        cases.map((one) => one.id),
      ),
      db().channel.findUniqueOrThrow({ where: { id: row.channelId } }),
      db().channel.findMany({
        // What is told to who may hear of accounts is not turned over to who may not, nor the other way round.
        where: mayReceiveAccounts(input.channel.recipientKind)
          ? { isEnabled: true, OR: [{ platformId: row.platformId }, { id: row.channelId }] }
          : { id: row.channelId },
        orderBy: { id: "asc" },
        select: { id: true, name: true },
      }),
      readOtherRecipients(
        row.id,
        cases.map((one) => one.id),
      ),
      readEndedMandates(
        cases.map((one) => one.id),
        row.sentAt,
      ),
      isDraft ? addressChange(row.channelId, row.preparedAt) : null,
      isDraft ? null : readDelivery(db(), row.id),
      isDraft ? [] : readReports(db(), row.id),
      isDraft ? waysByApi(input) : null,
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
    reports,
    api,
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
    fields: formFields(forAudience(input)),
    forms: built ? draftForms(input, built.forms) : isWhole ? await frozenForms(row.id, isSealed) : [],
    /** Null while something in it is masked: who sends has seen what leaves. */
    fingerprint: isSealed ? null : (built?.fingerprint ?? null),
    /** Means of payment that stand masked here, and are opened by a press. */
    isSealed,
    isOpened: open !== null && input.channel.recipientKind === "payment",
    payments: payments.length,
    lacks: built
      ? formLacks(
          input,
          built.forms.map(({ format }) => format),
        )
      : [],
    /** What names an account where the reader may not be told of accounts. */
    accountWords: isDraft ? accountWordsInText(input) : [],
    missing: isDraft ? missingElements(input) : [],
    thirdParty: isDraft ? thirdPartyDataIn(input, row.withheldNames) : [],
    withheldNames: row.withheldNames,
    /** What left although it was flagged, and why. */
    keptFlags: isDraft
      ? []
      : await db().noticeKept.findMany({ where: { noticeId: row.id }, orderBy: { position: "asc" } }),
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
    endedMandates,
    may: {
      edit: isDraft && can(actor, "notice:prepare"),
      send: isDraft && can(actor, "notice:send"),
      record: can(actor, "notice:record"),
    },
  };
}
export type NoticeView = Awaited<ReturnType<typeof getNotice>>;

/** Whether it can leave by a service's interface, from which of the desk's accounts, and where there is none. */
async function waysByApi(input: NoticeInput) {
  const made = apiReports(input);
  if (made === null) return null;
  const present = await readReportAccounts(db());
  const hosts = [...new Set(made.reports.map(({ host }) => host))];
  const found = hosts.map((host) => ({ host, account: accountFor(present, made.service, host) }));
  return {
    service: made.service,
    count: made.reports.length,
    from: found.flatMap(({ account }) =>
      account === null ? [] : { host: account.host, identifier: account.identifier },
    ),
    lacking: found.flatMap(({ host, account }) => (account === null ? [host] : [])),
  };
}

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

/** In the order of the formats; those that are made on demand by their names alone. */
const draftForms = (input: NoticeInput, built: readonly BuiltForm[]): ShownForm[] =>
  noticeFormats.flatMap((format): ShownForm[] => {
    if (formatsOnDemand.includes(format))
      return [{ format, fileName: noticeFileName(input, format), text: null, sha256: null }];
    const form = built.find((one) => one.format === format);
    return form
      ? [{ format, fileName: form.file.fileName, sha256: form.sha256, text: textOf(format, form.file.bytes) }]
      : [];
  });

/** What told a firm of means of payment stays closed here until somebody opens it, and that is written down. */
async function frozenForms(noticeId: string, isSealed: boolean): Promise<ShownForm[]> {
  const rows = await db().noticeDocument.findMany({ where: { noticeId } });
  return noticeFormats.flatMap((format) => {
    const row = rows.find((one) => one.format === format);
    const text = row && !isSealed ? textOf(format, row.bytes) : null;
    return row ? { format, fileName: row.fileName, sha256: row.sha256, text } : [];
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
      platform: PlatformId;
      recipientKind: RecipientKind;
      recipient: string;
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
    SELECT n.number, n.platform_id AS platform, n.channel_id AS "channelId", ch.name AS channel,
      ch.recipient_kind AS "recipientKind", coalesce(nullif(n.addressed_name, ''), ch.recipient) AS recipient, n.state,
      n.sent_at AS "sentAt", n.received_at AS "receivedAt", n.reference, max(nc.outcome) AS outcome, min(nc.complaint_deadline) AS "complaintDeadline",
      array_agg(c.number ORDER BY c.number) AS cases
    FROM notice_case nc JOIN notice n ON n.id = nc.notice_id JOIN channel ch ON ch.id = n.channel_id JOIN "case" c ON c.id = nc.case_id
    WHERE nc.case_id = ANY (${[...shown]}::uuid[]) AND n.id <> ${noticeId}::uuid AND n.state <> 'discarded'
    GROUP BY n.id, ch.id ORDER BY n.number DESC LIMIT 20`;
  return rows.map((row) => ({ ...row, number: Number(row.number), cases: row.cases.map(Number) }));
}
