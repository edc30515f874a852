import { afterAll, beforeAll, expect, it } from "vitest";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { db } from "@/lib/db/client";
import { areEqual } from "@/lib/domain/audit/bytes";
import { digestOf, nonceOf, parseLeaf } from "@/lib/domain/audit/entry-leaf";
import { caseStates } from "@/lib/domain/case/vocabulary";
import { openAttackedTrail, verified } from "@/lib/testing/attacked-trail";
import { person } from "@/lib/testing/review-desk";
import { eraseCase } from "./erase-case";
import { sealTrail } from "./seal-trail";

let trail: Awaited<ReturnType<typeof openAttackedTrail>>;
beforeAll(async () => {
  trail = await openAttackedTrail();
  await trail.restart();
});
afterAll(() => trail.close());

interface CaseLeaf {
  index: string;
  entry: string;
  bytes: string;
}

/** The leaves of the case's own entries that committed to a state or a day. */
const leavesOfCase = async (): Promise<CaseLeaf[]> => {
  const { rows } = await trail.asSuperuser(
    `SELECT l.index::text, l.entry_id::text AS entry, encode(l.bytes, 'escape') AS bytes FROM audit_leaf l
     WHERE l.unit_kind = 'case' AND l.unit_id = '${trail.decided.id}' ORDER BY l.index`,
  );
  return rows as unknown as CaseLeaf[];
};

const today = new Date().toISOString().slice(0, 10);
const shortLists: Readonly<Record<string, readonly string[]>> = {
  "new.state": caseStates,
  "old.state": caseStates,
  day: [today, new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)],
  operation: ["insert", "update", "delete"],
  lane: ["true", "false"],
};

/** What can be confirmed by trying every value of the lists under every secret that there is, for every entry id of the leaves. */
async function guesses(leaves: readonly CaseLeaf[]): Promise<string[]> {
  const { rows } = await trail.asSuperuser("SELECT encode(secret, 'hex') AS secret FROM commitment_secret");
  const secrets = rows.map((row) => new Uint8Array(Buffer.from(row["secret"] ?? "", "hex")));
  const confirmed = new Set<string>();
  for (const { entry, bytes } of leaves) {
    const leaf = parseLeaf(new TextEncoder().encode(bytes));
    for (const [field, values] of Object.entries(shortLists)) {
      const digest = leaf.get(field);
      if (!digest) continue;
      for (const secret of secrets) {
        const nonce = nonceOf(secret, entry, field, nodeHashing);
        for (const value of values)
          if (areEqual(digest, digestOf(nonce, "case", trail.decided.id, field, value, nodeHashing)))
            confirmed.add(`${field} ${value}`);
      }
    }
  }
  return [...confirmed].sort();
}

it("a value guessed from a short list can be confirmed while the unit's secret is there, and never once it was erased", async () => {
  const before = await leavesOfCase();
  expect(await guesses(before)).toEqual(
    expect.arrayContaining([`day ${today}`, "new.state confirmed", "old.state in_review", "operation update"]),
  );

  const eraser = await person("Hulotte", "admin", "reviewer", "protection");
  const { version } = await db().case.findUniqueOrThrow({ where: { id: trail.decided.id } });
  await sealTrail();
  await eraseCase(eraser, {
    ref: { id: trail.decided.id },
    expectedVersion: version,
    reason: "request_of_the_person",
  });
  await sealTrail();

  const after = await leavesOfCase();
  expect(after.map(({ bytes }) => bytes)).toEqual(before.map(({ bytes }) => bytes));
  expect(await guesses(after)).toEqual([]);
  expect((await verified("--deep")).lines).toEqual([expect.stringMatching(/no problem\.$/)]);
});
