import "server-only";
import { db } from "@/lib/db/client";
import type { Outcome, PlatformId } from "@/lib/domain/case/vocabulary";
import type { Filer } from "@/lib/domain/notices/channel-seed";
import { channelSeeds } from "@/lib/domain/notices/channels";
import type { ChannelKind } from "@/lib/domain/notices/notice-input";
import { textForPerson } from "@/lib/domain/notices/text-for-person";
import { readSettings } from "@/lib/domain/settings";
import {
  isReportable,
  toldCaseStates,
  type ToldReport,
  type ToldState,
  toldStateOf,
} from "@/lib/domain/told/told-page";

/** More than that is a list for another tool; the newest are shown, and how many are not. */
const shownAccounts = 500;

export interface ToldAccount {
  handle: string;
  profileUrl: string;
  state: ToldState;
  /** A day in ISO form, since when it stands so. */
  on: string | null;
}

export interface ToldDesk {
  id: string;
  name: string;
  kind: ChannelKind;
  url: string | null;
  /** The way through the platform's own menus. */
  menuPath: readonly string[];
  whoMayFile: Filer;
  asksIdentity: boolean;
}

export interface ToldPlatform {
  platform: PlatformId;
  accounts: ToldAccount[];
  desks: ToldDesk[];
  /** What she can paste into the platform's own form; null where everything is gone. */
  text: { fr: string; en: string } | null;
}

interface Row {
  accountId: string;
  platform: PlatformId;
  handle: string;
  profileUrl: string;
  seenOn: Date | null;
  reports: { sentAt: string; removedAt: string | null; returnedAt: string | null; outcome: Outcome | null }[] | null;
}

/**
 * What her page says: of the accounts under her mandate, how each stands with its platform, in days and plain words. Nothing of who
 * reported or judged, of what they wrote, nor of a case that the safety lane holds, with whatever else is known of that account.
 */
export async function getToldView(mandateId: string) {
  const [rows, settings] = await Promise.all([readRows(mandateId), db().setting.findMany()]);
  const desks = await readDesks([...new Set(rows.map(({ platform }) => platform))]);
  const { organisation_name: organisation, role_mailbox: mailbox } = readSettings(settings);
  const shown = rows.slice(0, shownAccounts);
  const platforms = [...new Set(shown.map(({ platform }) => platform))];
  return {
    organisation,
    mailbox,
    count: rows.length,
    moreCount: rows.length - shown.length,
    platforms: platforms.map((platform): ToldPlatform => {
      const accounts = shown.filter((row) => row.platform === platform).map((row) => ({ row, ...standingOf(row) }));
      return {
        platform,
        accounts: accounts.map(({ row, state, on }) => ({
          ...{ handle: row.handle, profileUrl: row.profileUrl, state },
          on: on?.toISOString().slice(0, 10) ?? null,
        })),
        desks: desks.filter((desk) => desk.platform === platform),
        text: textOf(accounts.filter(({ state }) => isReportable(state)).map(({ row }) => row)),
      };
    }),
  };
}
export type ToldView = Awaited<ReturnType<typeof getToldView>>;

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

function standingOf({ reports }: Row): { state: ToldState; on: Date | null } {
  return toldStateOf(
    (reports ?? []).map(({ sentAt, removedAt, returnedAt, outcome }): ToldReport => ({
      sentAt: new Date(sentAt),
      removedAt: dateOf(removedAt),
      returnedAt: dateOf(returnedAt),
      outcome,
    })),
  );
}

function textOf(rows: readonly Row[]): ToldPlatform["text"] {
  if (rows.length === 0) return null;
  const accounts = rows.map(({ profileUrl, handle, seenOn }) => ({
    ...{ profileUrl, handle },
    seenOn: seenOn?.toISOString() ?? null,
  }));
  return { fr: textForPerson(accounts, "fr"), en: textForPerson(accounts, "en") };
}

/** One row for each account, with what became of each of its reports to its platform; the newest account first. */
const readRows = (mandateId: string): Promise<Row[]> => db().$queryRaw`
  SELECT a.id::text AS "accountId", a.platform_id AS platform, a.handle, a.profile_url AS "profileUrl",
         (SELECT min(r.observed_at) FROM report r WHERE r.case_id = ANY (hers.ids)) AS "seenOn",
         (SELECT jsonb_agg(jsonb_build_object('sentAt', l.sent_at, 'removedAt', l.removed_at, 'returnedAt', l.returned_at, 'outcome', l.outcome))
            FROM ledger_line l WHERE l.case_id = ANY (hers.ids) AND l.recipient_kind = 'platform' AND NOT l.is_hidden) AS reports
    FROM (SELECT c.account_id, array_agg(c.id) AS ids, max(c.number) AS newest FROM "case" c
           WHERE c.mandate_id = ${mandateId}::uuid AND c.state = ANY (${[...toldCaseStates]}::text[])
           GROUP BY c.account_id) hers JOIN account a ON a.id = hers.account_id
   WHERE NOT EXISTS (SELECT 1 FROM "case" other WHERE other.account_id = a.id AND other.state IN ('safeguarding', 'authentic'))
   ORDER BY a.platform_id, hers.newest DESC`;

/** Whoever may file at a desk, those first that only she, or somebody for her, may use. */
const filerOrder: readonly Filer[] = [
  "person_only",
  "person_or_representative",
  "right_holder",
  "anyone",
  "account_holder",
  "unknown",
];

async function readDesks(platforms: readonly PlatformId[]): Promise<(ToldDesk & { platform: PlatformId })[]> {
  const rows = await db().channel.findMany({
    where: { isEnabled: true, platformId: { in: [...platforms] }, kind: { in: ["form", "in_app"] } },
    orderBy: { id: "asc" },
  });
  return rows
    .map((row) => ({
      platform: row.platformId as PlatformId,
      ...{ id: row.id, name: row.name, kind: row.kind as ChannelKind, url: row.url },
      menuPath: channelSeeds.find(({ id }) => id === row.id)?.menuPath ?? [],
      whoMayFile: row.whoMayFile as Filer,
      asksIdentity: row.asksIdentity,
    }))
    .sort((a, b) => filerOrder.indexOf(a.whoMayFile) - filerOrder.indexOf(b.whoMayFile));
}
