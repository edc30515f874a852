import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { readTiles, trailRecords, treeHead } from "@/lib/db/seal";
import { trailContexts, trailOfCase, trailViewerOf } from "@/lib/db/trail";
import { keyStatements, leavesOf } from "@/lib/db/trail-evidence";
import { cosignedNote } from "@/lib/db/witnesses";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { fieldsOf, openField, type EntryRecord, type Opening } from "@/lib/domain/audit/entry-leaf";
import { portableHashing } from "@/lib/domain/audit/hashing";
import { maskEntry } from "@/lib/domain/audit/mask";
import { buildManifest, type Manifest } from "@/lib/domain/audit/receipt";
import { inclusionProof, tilesForInclusion } from "@/lib/domain/audit/tree-proofs";
import { notFound } from "@/lib/domain/errors";

/** A case has some dozens; one that was fought over for years has hundreds. */
const entriesAtMost = 5000;

/** What an outsider may know of how a case went: what was done on which day, and to which state and finding it led. */
const openColumns: ReadonlySet<string> = new Set([
  "state",
  "classification",
  "basis",
  "kind",
  "outcome",
  "last_outcome",
]);
/** Rows whose own name holds a person's id: every opening says the row, so these entries prove their place and open nothing. */
const rowsNamedAfterPeople: ReadonlySet<string> = new Set(["case_tag"]);
const openFields: ReadonlySet<string> = new Set(["day", "action", "operation"]);
const isOpen = (field: string): boolean => openFields.has(field) || openColumns.has(field.replace(/^(old|new)\./, ""));

/**
 * The sealed entries of a case with their proofs, opened as far as an outsider may read them: no volunteer's identity, dates to the
 * day. What this reader may not see in the timeline is not in it either.
 * @throws DomainError `not_found` before anything about the case was sealed.
 */
export async function getManifest(actor: UserActor, ref: { number: number }): Promise<Manifest> {
  const current = await getCaseSnapshot(db(), actor, ref);
  assertCan(actor, "case:export", current.facts);
  const [entries, viewer, contexts] = await Promise.all([
    trailOfCase(db(), current.id, entriesAtMost),
    trailViewerOf(db(), actor),
    trailContexts(db(), [current.id]),
  ]);
  const context = contexts.get(current.id) ?? null;
  const shown = entries.filter((entry) => maskEntry(entry, viewer, context)?.withheld === "nothing");
  const head = await treeHead(db());
  const leaves = (
    await leavesOf(
      db(),
      shown.map(({ id }) => id),
    )
  ).filter(({ log, index }) => log === head?.log && index < head.size);
  if (head?.note == null || leaves.length === 0) throw notFound("log_empty");

  await recordAccess({ actor, kind: "export_downloaded", subject: `case:${String(current.number)}` });
  const { log, size, note } = head;
  const tiles = await readTiles(
    db(),
    log,
    leaves.flatMap(({ index }) => tilesForInclusion(index, size)),
  );
  const records = new Map(
    (
      await trailRecords(
        db(),
        leaves.map(({ entryId }) => entryId),
      )
    ).map((record) => [record.id, record]),
  );
  return buildManifest({
    origin: head.origin,
    caseRef: String(current.number),
    checkpoint: await cosignedNote(db(), { log, size, note }),
    keys: await keyStatements(db(), log),
    entries: leaves.flatMap(({ entryId, index, bytes }) => {
      const record = records.get(entryId);
      if (!record?.secret) return [];
      return [
        {
          leaf: bytes,
          index,
          proof: inclusionProof(index, size, tiles, portableHashing),
          opened: openingsOf(record, record.secret),
        },
      ];
    }),
  });
}

function openingsOf(record: EntryRecord, secret: Uint8Array): Opening[] {
  if (rowsNamedAfterPeople.has(record.subjectTable)) return [];
  return [...fieldsOf(record)]
    .filter(([field, value]) => isOpen(field) && (value === null || typeof value === "string"))
    .map(([field]) => openField(record, secret, field, portableHashing));
}
