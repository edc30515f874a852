import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { noticesRepliedTo } from "@/lib/domain/notices/read-answer";
import type { RecipientKind } from "@/lib/domain/notices/recipients";

export interface MatchedNotice {
  number: number;
  platform: PlatformId;
  recipientKind: RecipientKind;
  recipient: string;
  channel: string;
  sentAt: Date;
  cases: number[];
  isReceived: boolean;
  /** By our Message-ID, which nobody else gives; or by the desk's own number, which may be another's. */
  by: "message_id" | "reference";
}

/** Which notices an answer is about, as its headers and the desk's number say. Only what this desk still handles is named. */
export async function matchAnswer(
  actor: UserActor,
  { repliesTo, reference }: { repliesTo: readonly string[]; reference: string },
): Promise<MatchedNotice[]> {
  assertCan(actor, "notice:record");
  const ours = noticesRepliedTo(repliesTo);
  const numbers = ours.map((one) => BigInt(one.number));
  const rows = await db().$queryRaw<
    (Omit<MatchedNotice, "number" | "cases"> & { number: bigint; cases: bigint[]; seconds: number })[]
  >`
    SELECT n.number, n.platform_id AS platform, ch.recipient_kind AS "recipientKind",
      coalesce(nullif(n.addressed_name, ''), ch.recipient) AS recipient, ch.name AS channel, n.sent_at AS "sentAt", n.received_at IS NOT NULL AS "isReceived",
      CASE WHEN n.number = ANY (${numbers}::bigint[]) THEN 'message_id' ELSE 'reference' END AS by,
      floor(extract(epoch FROM n.prepared_at))::float8 AS seconds, array_agg(c.number ORDER BY nc.position) AS cases
    FROM notice n JOIN channel ch ON ch.id = n.channel_id JOIN notice_case nc ON nc.notice_id = n.id JOIN "case" c ON c.id = nc.case_id
    WHERE n.state IN ('sent', 'received', 'answered') AND c.state NOT IN ('safeguarding', 'erased', 'authentic')
      AND (n.number = ANY (${numbers}::bigint[]) OR (${reference} <> '' AND n.reference = ${reference}))
    GROUP BY n.id, ch.id ORDER BY n.number DESC LIMIT 20`;
  return rows
    .map((row) => ({ ...row, number: Number(row.number), cases: row.cases.map(Number) }))
    .filter(
      ({ number, by, seconds }) =>
        by === "reference" || ours.some((one) => one.number === number && one.seconds === seconds),
    )
    .map(({ seconds: _, ...row }) => row);
}
