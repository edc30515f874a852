import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import type { NoticeObservable } from "@/lib/domain/notices/notice-input";
import { payeeText } from "@/lib/domain/notices/payment-firms";
import type { ObservableSubkind } from "@/lib/domain/observables/observable";
import { recordAccess } from "./access-log";
import type { Db } from "./client";
import { sealSubjectOf } from "./observables";

/** Opens what was sealed for a subject; a use case has it from the adapter. */
export type OpenSealed = (subject: string, sealed: Uint8Array<ArrayBuffer>) => string;

export interface NoticePayments {
  /** By case. Masked where nobody opened them. */
  readonly shown: ReadonlyMap<string, readonly NoticeObservable[]>;
  readonly ids: readonly string[];
}

/**
 * The means of payment of these cases that a firm may be told of: those that a mandate which is good now keeps sealed. With `open`
 * they are read, and whoever asks writes that down.
 */
export async function readNoticePayments(
  db: Db,
  caseIds: readonly string[],
  subkinds: readonly ObservableSubkind[],
  open: OpenSealed | null,
): Promise<NoticePayments> {
  const rows = await db.$queryRaw<
    {
      id: string;
      caseId: string;
      subkind: ObservableSubkind;
      key: Uint8Array;
      masked: string;
      sealed: Uint8Array<ArrayBuffer>;
    }[]
  >`
    SELECT o.id, o.case_id AS "caseId", o.subkind, o.value_key AS key, o.masked, o.sealed
      FROM observable o JOIN "case" c ON c.id = o.case_id JOIN mandate m ON m.id = c.mandate_id
     WHERE o.case_id = ANY (${[...caseIds]}::uuid[]) AND o.kind = 'payment_handle' AND o.subkind = ANY (${[...subkinds]}::text[])
       AND o.held = 'sealed' AND m.status = 'verified' AND m.expires_at > now()
       AND c.state NOT IN ('safeguarding', 'authentic', 'erased')
     ORDER BY o.added_at, o.id`;
  const shown = new Map<string, NoticeObservable[]>();
  for (const { caseId, subkind, key, masked, sealed } of rows) {
    const value = open === null ? masked : open(sealSubjectOf(caseId, key), sealed);
    const one: NoticeObservable = { kind: "payment_handle", value: payeeText(subkind, value), leadsTo: null };
    shown.set(caseId, [...(shown.get(caseId) ?? []), one]);
  }
  return { shown, ids: rows.map(({ id }) => id) };
}

/** One line of the access log for each value that was opened, as when it is revealed on its case. */
export async function noteOpened(actor: UserActor, ids: readonly string[]): Promise<void> {
  for (const subject of ids) await recordAccess({ actor, kind: "observable_revealed", subject });
}
