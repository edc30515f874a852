import "server-only";
import { env } from "@/lib/env";
import type { Classification, NoticeKind, Outcome, PlatformId, Role } from "@/lib/domain/case/vocabulary";
import type { CaseState, SignalAnswer } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import { audienceOf } from "@/lib/domain/notices/audience";
import { isDsaCategory, isDsaKeyword } from "@/lib/domain/notices/dsa-keywords";
import { legalGroundOf } from "@/lib/domain/notices/legal-grounds";
import { paymentsOf } from "@/lib/domain/notices/payment-firms";
import type {
  ChannelField,
  ChannelKind,
  DecisionBasis,
  NoticeCase,
  NoticeChannel,
  NoticeInput,
  NoticeLanguage,
  NoticeObservable,
  Notifier,
  OperatorLife,
} from "@/lib/domain/notices/notice-input";
import { readSettings } from "@/lib/domain/settings";
import type { RecipientKind } from "@/lib/domain/notices/recipients";
import { isSignalCode, observedSignals, type SignalCode } from "@/lib/domain/signals/checklists";
import { asUrl } from "@/lib/domain/addresses/as-url";
import type { Db, Prisma } from "./client";
import { type OpenSealed, readNoticePayments } from "./notice-payments";
import { readObservables } from "./observables";

/** "M-031": how a mandate is named to outsiders. */
export const mandateReference = (number: number | bigint): string => `M-${String(number).padStart(3, "0")}`;

export async function readNotifier(db: Db): Promise<Notifier> {
  const settings = readSettings(await db.setting.findMany());
  return {
    organisation: settings.organisation_name,
    signatory: settings.signatory,
    roleMailbox: settings.role_mailbox,
  };
}

/** The mailbox that was found for one notice, and whose it is; empty where the desk has its own. */
export interface FoundAddress {
  mailbox: string;
  name: string;
}
const nothingFound: FoundAddress = { mailbox: "", name: "" };

export async function readChannel(db: Db, id: string, found: FoundAddress = nothingFound): Promise<NoticeChannel> {
  const row = await db.channel.findUnique({ where: { id } });
  if (!row) throw notFound("channel");
  return {
    id: row.id,
    platform: row.platformId as PlatformId | null,
    recipientKind: row.recipientKind as RecipientKind,
    recipient: found.name || row.recipient,
    name: row.name,
    kind: row.kind as ChannelKind,
    url: row.url,
    mailbox: row.mailbox ?? (found.mailbox || null),
    language: row.language as NoticeLanguage,
    fields: row.fields as unknown as ChannelField[],
  };
}

interface CaseRow {
  id: string;
  number: bigint;
  platform: PlatformId;
  state: CaseState;
  classification: Classification | null;
  decidedBy: DecisionBasis | null;
  signals: Record<string, SignalAnswer>;
  profileUrl: string;
  handle: string;
  stableId: string | null;
  mandate: bigint | null;
  reasons: string[];
  firstSeen: Date | null;
  lastSeen: Date | null;
}

/** A case as a notice speaks of it, with what the case's own tables say beside it. */
export interface NoticeCaseFacts extends NoticeCase {
  readonly id: string;
}

/**
 * The cases in the order of the ids given. Signals are those that the deciding opinions rest on; where the record has none (an
 * import), those observed. A mandate counts while it is verified and has not run out. What went into the safety lane or is erased
 * is left out: nothing of it is shown or sent.
 */
export async function readNoticeCases(db: Db, ids: readonly string[]): Promise<NoticeCaseFacts[]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<CaseRow[]>`
    SELECT c.id, c.number, c.platform_id AS platform, c.state, c.classification, c.decided_by AS "decidedBy", c.signals,
      a.profile_url AS "profileUrl", a.handle, a.stable_id AS "stableId",
      CASE WHEN m.status = 'verified' AND m.expires_at > now() THEN m.number END AS mandate,
      coalesce((SELECT array_agg(DISTINCT reason) FROM opinion o, unnest(o.reasons) reason
                 WHERE o.case_id = c.id AND o.round = c.round AND o.withdrawn_at IS NULL AND c.classification IS NOT NULL
                   AND o.classification = c.classification), '{}') AS reasons,
      (SELECT min(r.observed_at) FROM report r WHERE r.case_id = c.id) AS "firstSeen",
      (SELECT max(r.observed_at) FROM report r WHERE r.case_id = c.id) AS "lastSeen"
    FROM "case" c JOIN account a ON a.id = c.account_id LEFT JOIN mandate m ON m.id = c.mandate_id
    WHERE c.id = ANY (${[...ids]}::uuid[]) AND c.state NOT IN ('safeguarding', 'erased', 'authentic')`;
  const lives = await readLives(db, ids);
  const observables = await readNoticeObservables(db, ids);
  const order = new Map(ids.map((id, index) => [id, index]));
  return rows
    .sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
    .map((row) => ({
      id: row.id,
      number: Number(row.number),
      platform: row.platform,
      state: row.state,
      classification: row.classification,
      locations: { profileUrl: row.profileUrl, handle: row.handle, stableId: row.stableId, contentUrls: [] },
      confirmedSignals: confirmedSignals(row),
      onBehalf: row.mandate === null ? "none" : "mandate",
      mandateLabel: row.mandate === null ? null : mandateReference(row.mandate),
      decidedBy: row.decidedBy ?? "imported",
      lives: lives.get(row.id) ?? [],
      observables: observables.get(row.id) ?? [],
      firstSeen: row.firstSeen?.toISOString() ?? null,
      lastSeen: row.lastSeen?.toISOString() ?? null,
    }));
}

function confirmedSignals({ reasons, signals }: CaseRow): SignalCode[] {
  const given = reasons.filter(isSignalCode);
  return given.length > 0
    ? observedSignals(Object.fromEntries(given.map((code) => [code, "yes" as const])))
    : observedSignals(signals);
}

/** What the accounts led to: the kinds that are kept in clear, with the end of a link where a person has followed it. */
async function readNoticeObservables(db: Db, ids: readonly string[]): Promise<Map<string, NoticeObservable[]>> {
  const kept = await readObservables(db, ids, { kinds: ["link", "domain", "affiliate_id"] });
  const traces = await db.$queryRaw<{ caseId: string; asked: string; finalUrl: string }[]>`
    SELECT DISTINCT ON (case_id, asked) case_id AS "caseId", asked, final_url AS "finalUrl" FROM redirect_trace
     WHERE case_id = ANY (${[...ids]}::uuid[]) AND final_url IS NOT NULL ORDER BY case_id, asked, started_at DESC`;
  const ends = new Map(traces.map(({ caseId, asked, finalUrl }) => [`${caseId} ${asked}`, finalUrl]));
  const found = new Map<string, NoticeObservable[]>();
  for (const { caseId, kind, value } of kept) {
    if (value === null || (kind !== "link" && kind !== "domain" && kind !== "affiliate_id")) continue;
    const end = ends.get(`${caseId} ${value}`) ?? null;
    const one = { kind, value, leadsTo: end === value ? null : end };
    found.set(caseId, [...(found.get(caseId) ?? []), one]);
  }
  return found;
}

/** Earlier accounts of the operator: the chain of predecessors, each as far as it may be spoken of. */
async function readLives(db: Db, ids: readonly string[]): Promise<Map<string, OperatorLife[]>> {
  const rows = await db.$queryRaw<{ start: string; number: bigint; closedOn: Date | null; outcome: Outcome | null }[]>`
    WITH RECURSIVE chain (start, id, depth) AS (
      SELECT c.id, c.predecessor_id, 1 FROM "case" c WHERE c.id = ANY (${[...ids]}::uuid[]) AND c.predecessor_id IS NOT NULL
      UNION ALL SELECT chain.start, c.predecessor_id, depth + 1 FROM chain JOIN "case" c ON c.id = chain.id
       WHERE c.predecessor_id IS NOT NULL AND depth < 50)
    SELECT chain.start, c.number, c.last_outcome_at AS "closedOn", c.last_outcome AS outcome
    FROM chain JOIN "case" c ON c.id = chain.id
    WHERE c.state IN ('notified', 'actioned', 'refused', 'unanswered', 'closed') ORDER BY c.number`;
  const lives = new Map<string, OperatorLife[]>();
  for (const { start, number, closedOn, outcome } of rows) {
    lives.set(start, [
      ...(lives.get(start) ?? []),
      { number: Number(number), closedOn: closedOn?.toISOString() ?? null, outcome },
    ]);
  }
  return lives;
}

/** On the fediverse and the open web the desk is the server's, so the service is called by its host where there is one alone. */
export function serviceHosts(cases: readonly NoticeCase[]): string[] {
  const hosts = cases.map(({ locations }) => asUrl(locations.profileUrl)?.hostname ?? "");
  return [...new Set(hosts)];
}

export async function platformNameOf(db: Db, platform: PlatformId, cases: readonly NoticeCase[]): Promise<string> {
  const [host, ...others] = serviceHosts(cases);
  if ((platform === "fediverse" || platform === "web") && host && others.length === 0) return host;
  return (await db.platform.findUnique({ where: { id: platform }, select: { name: true } }))?.name ?? platform;
}

/** What the log had signed by then: it does not change while the notice is looked at, and neither do the notice's bytes. */
async function checkpointBefore(db: Db, instant: Date): Promise<string | null> {
  const [row] = await db.$queryRaw<{ note: string }[]>`
    SELECT note FROM audit_checkpoint WHERE signed_at <= ${instant} ORDER BY log DESC, size DESC LIMIT 1`;
  return row?.note ?? null;
}

export type NoticeRow = Prisma.NoticeGetPayload<object>;

/** What is still open in a notice that is being built: everything but the facts that are read beside it. */
export interface NoticeShape {
  number: number;
  kind: NoticeKind;
  /** Of the cases, whoever the notice goes to. */
  platform: PlatformId;
  language: NoticeLanguage;
  explanation: string;
  ruleCited: string;
  legalGrounds: readonly string[];
  dsaCategory: string | null;
  dsaKeywords: readonly string[];
  goodFaith: NoticeInput["goodFaith"];
  preparedAt: Date;
  about?: readonly string[];
}

/** The one way from rows to what the builders read: preview, frozen documents and the command line all go through here. */
export async function noticeInputOf(
  db: Db,
  shape: NoticeShape,
  channel: NoticeChannel,
  cases: readonly NoticeCase[],
): Promise<NoticeInput> {
  return {
    noticeNumber: shape.number,
    kind: shape.kind,
    platform: shape.platform,
    platformName: await platformNameOf(db, shape.platform, cases),
    channel,
    audience: audienceOf(channel.recipientKind),
    about: shape.about ?? [],
    language: shape.language,
    cases,
    explanation: shape.explanation,
    ruleCited: shape.ruleCited,
    legalGrounds: shape.legalGrounds.flatMap((code) => legalGroundOf(code)?.code ?? []),
    dsaCategory: shape.dsaCategory !== null && isDsaCategory(shape.dsaCategory) ? shape.dsaCategory : null,
    dsaKeywords: shape.dsaKeywords.filter(isDsaKeyword),
    goodFaith: shape.goodFaith,
    notifier: await readNotifier(db),
    preparedAt: shape.preparedAt.toISOString(),
    checkpoint: await checkpointBefore(db, shape.preparedAt),
    messageIdHost: new URL(env().publicUrl).hostname,
  };
}

export interface NoticeWithInput {
  row: NoticeRow;
  caseIds: string[];
  cases: NoticeCaseFacts[];
  input: NoticeInput;
  /** Sealed means of payment that it tells of: masked in the input unless they were opened for it. */
  payments: readonly string[];
}

/** A notice with the input that its forms are built from, as things stand; what is sealed stays masked without `open`. */
export async function readNotice(db: Db, row: NoticeRow, open: OpenSealed | null = null): Promise<NoticeWithInput> {
  const links = await db.noticeCase.findMany({
    where: { noticeId: row.id },
    orderBy: { position: "asc" },
    select: { caseId: true },
  });
  const caseIds = links.map((link) => link.caseId);
  const plain = await readNoticeCases(db, caseIds);
  const { shown, ids: payments } = await readNoticePayments(db, caseIds, paymentsOf(row.channelId), open);
  const cases = plain.map((one) => ({ ...one, observables: [...one.observables, ...(shown.get(one.id) ?? [])] }));
  const shape: NoticeShape = {
    ...row,
    number: Number(row.number),
    kind: row.kind as NoticeKind,
    platform: row.platformId as PlatformId,
    language: row.language as NoticeLanguage,
    goodFaith:
      row.goodFaithAt === null
        ? null
        : { confirmedAt: row.goodFaithAt.toISOString(), confirmedByRole: "reviewer" satisfies Role },
  };
  const channel = await readChannel(db, row.channelId, { mailbox: row.addressedTo, name: row.addressedName });
  return { row, caseIds, cases, payments, input: await noticeInputOf(db, shape, channel, cases) };
}

/**
 * The notice that a command is about, its row held until the transaction ends.
 * @throws DomainError `not_found`.
 */
export async function lockNotice(tx: Db, number: number): Promise<NoticeRow> {
  await tx.$queryRaw`SELECT 1 FROM notice WHERE number = ${BigInt(number)} FOR UPDATE`;
  const row = await tx.notice.findUnique({ where: { number: BigInt(number) } });
  if (!row) throw notFound("notice");
  return row;
}
