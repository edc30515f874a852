import "server-only";
import { getCaseSnapshots, type CaseSnapshot } from "@/lib/db/case-facts";
import { change, nameAction } from "@/lib/db/change";
import { Prisma } from "@/lib/db/client";
import { visibleTags } from "@/lib/db/tag-scope";
import type { UserActor } from "@/lib/domain/access/actor";
import { can, refusalOf } from "@/lib/domain/access/policy";
import { readTag } from "@/lib/domain/case/tags";
import { invalidInput, type ErrorCode } from "@/lib/domain/errors";

export interface TagInput {
  ids: readonly string[];
  add?: readonly string[];
  remove?: readonly string[];
}
export type TagResult =
  { ok: true; id: string; number: number } | { ok: false; id: string; code: ErrorCode; reason: string };

const casesAtMost = 50;
const tagsAtMost = 10;

/** Adds and removes tags on several cases. A tag that its author keeps to themself until the decision is nobody else's to remove. */
export async function tagCases(actor: UserActor, input: TagInput): Promise<TagResult[]> {
  const ids = [...new Set(input.ids)];
  if (ids.length === 0 || ids.length > casesAtMost) throw invalidInput("batch_size", { maximum: casesAtMost });
  const add = readTags(input.add);
  const remove = readTags(input.remove);
  return change(actor, "case.tagged", {}, async (tx) => {
    const snapshots = await getCaseSnapshots(tx, actor, ids, true);
    const allowed = snapshots.filter(({ facts }) => can(actor, "case:tag", facts));
    const data = allowed.flatMap(({ id }) => add.map((tag) => ({ caseId: id, tag, addedBy: actor.id })));
    await tx.caseTag.createMany({ data, skipDuplicates: true });
    if (remove.length > 0 && allowed.length > 0) {
      await nameAction(tx, "case.untagged");
      await tx.$executeRaw(Prisma.sql`DELETE FROM case_tag t USING "case" c WHERE c.id = t.case_id
        AND t.case_id = ANY (${allowed.map(({ id }) => id)}::uuid[]) AND t.tag = ANY (${remove}::text[]) AND ${visibleTags(actor)}`);
    }
    return ids.map((id) => resultOf(actor, id, snapshots));
  });
}

function readTags(texts: readonly string[] = []): string[] {
  const tags = texts.map((text) => readTag(text));
  const good = tags.filter((tag) => tag !== null);
  if (good.length < tags.length || good.length > tagsAtMost) throw invalidInput("tag", { maximum: tagsAtMost });
  return [...new Set(good)];
}

function resultOf(actor: UserActor, id: string, snapshots: readonly CaseSnapshot[]): TagResult {
  const snapshot = snapshots.find((one) => one.id === id);
  if (!snapshot || !can(actor, "case:read", snapshot.facts))
    return { ok: false, id, code: "not_found", reason: "not_found" };
  const refusal = refusalOf(actor, "case:tag", snapshot.facts);
  return refusal === null
    ? { ok: true, id, number: snapshot.number }
    : { ok: false, id, code: "forbidden", reason: refusal };
}
