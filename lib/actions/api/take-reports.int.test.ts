import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { treeHead } from "@/lib/db/seal";
import { formatEvidence } from "@/lib/domain/audit/receipt";
import { verifyEvidence } from "@/lib/domain/audit/verify-evidence";
import { openReviewDesk, person } from "@/lib/testing/review-desk";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { reportsSchema, takeReports } from "./take-reports";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
beforeAll(async () => {
  desk = await openReviewDesk();
  await sealTrail();
});
afterAll(() => desk.close());

it("answers each report with a receipt that the log signed, where it is asked for, and with none else", async () => {
  const actor = await person("Milo", "volunteer");
  const one = (name: string) => ({ address: `https://x.com/${name}`, track: "redirecting_bot", ageAnswer: "no" });
  const input = reportsSchema.parse({ reports: [one("api_recu_1"), one("api_recu_2")] });
  const answer = await takeReports(actor, input, { submission: null, withReceipt: true });
  if (!("results" in answer)) throw new Error("A list was asked for.");
  const receipts = answer.results.flatMap((result) => ("receipt" in result ? result.receipt : []));
  expect(receipts).toHaveLength(2);
  const trust = { pinned: [(await treeHead(db()))?.vkey ?? ""], witnesses: [], now: new Date() };
  for (const receipt of receipts)
    expect(verifyEvidence(formatEvidence(receipt), trust).outcome).toBe("promise_pending");

  const plain = await takeReports(actor, reportsSchema.parse(one("api_recu_3")), {
    submission: null,
    withReceipt: false,
  });
  expect(plain).toMatchObject({ result: "opened" });
  expect(plain).not.toHaveProperty("receipt");
});
