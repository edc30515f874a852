import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import { bandsOf } from "@/lib/domain/observables/bio-text";
import {
  isPrivate,
  keyTextOf,
  type Observable,
  type ObservableKind,
  type ObservableSubkind,
} from "@/lib/domain/observables/observable";
import { conflict } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import { Prisma, type Db, type Tx } from "./client";

let derived: { from: string; key: Buffer } | undefined;

/** A key of its own, made from the master key: with another master key no earlier value is found again. */
function observableKey(): Buffer {
  const from = env().masterKey;
  if (derived?.from !== from) {
    derived = {
      from,
      key: Buffer.from(hkdfSync("sha256", Buffer.from(from, "base64"), "", "demasque observable v1", 32)),
    };
  }
  return derived.key;
}

/** What equal values share, and nobody reads back without the desk's key. */
export const observableKeyOf = (observable: Pick<Observable, "subkind" | "canonical">): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHmac("sha256", observableKey()).update(keyTextOf(observable)).digest());

/** What a value is sealed for: what was sealed for one case is not opened as another's. */
export const sealSubjectOf = (caseId: string, key: Uint8Array): string =>
  `${caseId}:${Buffer.from(key).toString("hex")}`;

export type ObservableSource = "report" | "trace" | "reviewer";
export interface NewObservable {
  readonly observable: Observable;
  readonly source: ObservableSource;
}
/** Seals a text for a subject; a use case has it from the adapter. */
export type Seal = (subject: string, text: string) => Uint8Array<ArrayBuffer>;

/** More than any account shows; a case is no place to store a list. */
export const observablesAtMost = 300;

/**
 * Adds values to a case. A private one is sealed while the case has a mandate that is good (the database itself decides), and leaves
 * only its digest otherwise, or where no `seal` is given. Whoever adds what is there is added to its adders and is told the same.
 * Called inside change(); who may is for the caller to ask (lib/usecases/add-observables.ts does all of it).
 * @throws DomainError `conflict case_takes_no_evidence`, `conflict too_many_observables`.
 */
export async function addObservables(
  tx: Tx,
  actor: { id: string },
  caseId: string,
  list: readonly NewObservable[],
  seal: Seal | null = null,
): Promise<number> {
  if (list.length === 0) return 0;
  const already = await tx.observable.count({ where: { caseId } });
  if (already + list.length > observablesAtMost) throw conflict("too_many_observables", { maximum: observablesAtMost });
  for (const { observable, source } of list) {
    const { kind, subkind, canonical, masked } = observable;
    const key = observableKeyOf(observable);
    const hidden = isPrivate(subkind);
    const sealed = hidden && seal !== null ? seal(sealSubjectOf(caseId, key), canonical) : null;
    const held = hidden ? (sealed === null ? "key_only" : "sealed") : "clear";
    const bands = kind === "bio_text" ? bandsOf(canonical) : [];
    // The trigger of the row has made of "sealed" what the mandate allows before the two are compared.
    await tx.$executeRaw`
      INSERT INTO observable AS o (case_id, kind, subkind, value_key, held, value, sealed, masked, bands, source, added_by)
      VALUES (${caseId}::uuid, ${kind}, ${subkind}, ${key}, ${held}, ${hidden ? null : canonical}, ${sealed},
              ${sealed === null ? "" : masked}, ${bands}::bigint[], ${source}, ARRAY[${actor.id}::uuid])
      ON CONFLICT (case_id, kind, value_key) DO UPDATE SET
        held = CASE WHEN o.held = 'key_only' THEN excluded.held ELSE o.held END,
        sealed = CASE WHEN o.held = 'key_only' THEN excluded.sealed ELSE o.sealed END,
        masked = CASE WHEN o.held = 'key_only' THEN excluded.masked ELSE o.masked END,
        added_by = CASE WHEN excluded.added_by[1] = ANY (o.added_by) THEN o.added_by ELSE o.added_by || excluded.added_by END`;
  }
  return list.length;
}

export interface KeptObservable {
  id: string;
  caseId: string;
  kind: ObservableKind;
  subkind: ObservableSubkind;
  held: "clear" | "sealed" | "key_only";
  /** Of the clear kinds alone. */
  value: string | null;
  masked: string;
  source: ObservableSource;
  addedAt: Date;
}

/**
 * The observables of a case, the private ones without their value. `onlyOf`: those that this person added. Whether the reader may see
 * the case is for the caller to ask; of a case in the lane nothing is here.
 */
export async function readObservables(
  tx: Db,
  caseIds: readonly string[],
  { onlyOf = null, kinds = null }: { onlyOf?: string | null; kinds?: readonly ObservableKind[] | null } = {},
): Promise<KeptObservable[]> {
  return tx.$queryRaw<KeptObservable[]>`
    SELECT o.id, o.case_id AS "caseId", o.kind, o.subkind, o.held, o.value, o.masked, o.source, o.added_at AS "addedAt"
      FROM observable o JOIN "case" c ON c.id = o.case_id
     WHERE o.case_id = ANY (${[...caseIds]}::uuid[]) AND c.state NOT IN ('safeguarding', 'authentic', 'erased')
       ${onlyOf === null ? Prisma.empty : Prisma.sql`AND ${onlyOf}::uuid = ANY (o.added_by)`}
       ${kinds === null ? Prisma.empty : Prisma.sql`AND o.kind = ANY (${[...kinds]}::text[])`}
     ORDER BY o.added_at, o.id`;
}
