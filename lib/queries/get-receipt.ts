import "server-only";
import { db } from "@/lib/db/client";
import { trailRecords, treeHead, type SecretRecord } from "@/lib/db/seal";
import { keyStatements, leavesOf } from "@/lib/db/trail-evidence";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { leafBytesOf, openContent, openField, type Opening } from "@/lib/domain/audit/entry-leaf";
import { portableHashing } from "@/lib/domain/audit/hashing";
import { sealedWithin, signPromise } from "@/lib/domain/audit/log-statements";
import { leafHash } from "@/lib/domain/audit/merkle-tree";
import { buildReceipt, type Receipt } from "@/lib/domain/audit/receipt";
import { logKeyOf } from "@/lib/domain/audit/signed-note";
import { DomainError, notFound } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import { inclusionOf } from "./get-proof";

/** What a reporter said, and when: the receipt opens nothing else of their report's entry, and names no account. */
const openedFields = ["at", "day", "operation", "new.track", "new.age_answer"] as const;

/**
 * The receipt of one's own report: a signed promise that its entry is in the log within five minutes and, once it is, the proof.
 * @throws DomainError `not_found` for another's report and for one that was erased; `unavailable` before the log was begun.
 */
export async function getReceipt(actor: UserActor, reportId: string, now: Date = new Date()): Promise<Receipt> {
  assertCan(actor, "report:log");
  const [found] = await db().$queryRaw<{ id: string; observed: string }[]>`
    SELECT e.id::text AS id, r.observed FROM report r
    JOIN audit_entry e ON e.unit_id = r.id AND e.unit_kind = 'report' AND e.subject_table = 'report' AND e.operation = 'insert'
    WHERE r.id = ${reportId}::uuid AND r.reporter_id = ${actor.id}::uuid`;
  const [record] = found ? await trailRecords(db(), [found.id]) : [];
  if (!found || !record?.secret) throw notFound("report");
  const [sealed] = await leavesOf(db(), [found.id]);
  const head = await treeHead(db(), sealed?.log);
  if (!head) throw new DomainError("unavailable", "log_missing");

  const seed = Buffer.from(env().signingKey, "base64");
  if (logKeyOf(head.origin, seed) !== head.vkey)
    throw new DomainError("unavailable", "signing_key_differs", { origin: head.origin });
  const leaf = sealed?.bytes ?? leafBytesOf(record, record.secret, portableHashing);
  const promise = {
    origin: head.origin,
    leafHash: leafHash(leaf, portableHashing),
    at: now.toISOString(),
    withinSeconds: sealedWithin,
  };
  const proof = sealed && (await inclusionOf(sealed.index, sealed.log));
  return buildReceipt({
    origin: head.origin,
    promise: signPromise(promise, seed),
    leaf,
    opened: openingsOf(record, record.secret, found.observed),
    ...(proof && { proof: { index: proof.index, hashes: proof.hashes, checkpoint: proof.checkpoint } }),
    keys: await keyStatements(db(), head.log),
  });
}

function openingsOf(record: SecretRecord, secret: Uint8Array, observed: string): Opening[] {
  const opened = openedFields.map((field) => openField(record, secret, field, portableHashing));
  return [...opened, openContent(record, secret, "new.observed", observed, portableHashing)];
}
