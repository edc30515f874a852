import { db } from "@/lib/db/client";
import { treeHead } from "@/lib/db/seal";
import { tokenScopes } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import { verifyEvidence } from "@/lib/domain/audit/verify-evidence";
import { createToken } from "@/lib/usecases/create-token";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { ask, everyRole, type Person, person } from "./asking";
import { expect, test } from "./fixtures";

const tokenOf = async ({ actor }: Person): Promise<string> =>
  (await createToken(actor, { name: "evidence", scopes: [...tokenScopes], days: 1 })).secret;
const judge = async (text: string) =>
  verifyEvidence(text, { pinned: [(await treeHead(db()))?.vkey ?? ""], witnesses: [], now: new Date() }).outcome;

test.describe("evidence, as it is handed out", () => {
  test("a receipt comes with the report, is completed by the seal, and is for its reporter alone", async ({ desk }) => {
    await sealTrail();
    const [milo, nora] = [await person("volunteer"), await person("volunteer")];
    const body = { address: "https://x.com/evidence_one", track: "redirecting_bot", ageAnswer: "no" };
    const token = await tokenOf(milo);
    const answer = (await (
      await ask(desk, "/api/v1/reports?receipt=true", { method: "POST", token, body })
    ).json()) as {
      report: string;
      receipt: object;
    };
    expect(await judge(JSON.stringify(answer.receipt))).toMatch(/^(promise_pending|proven)$/);
    expect(JSON.stringify(answer.receipt)).not.toContain("evidence_one");
    await sealTrail();
    const address = `/api/v1/reports/${answer.report}/receipt`;
    expect(await judge(await (await ask(desk, address, { token })).text())).toBe("proven");
    expect((await ask(desk, address, { token: await tokenOf(nora) })).status).toBe(404);

    const file = await ask(desk, `/api/reports/${answer.report}/receipt`, { cookie: milo.cookie });
    expect(file.headers.get("content-disposition")).toContain("attachment");
    expect(await judge(await file.text())).toBe("proven");
    expect((await ask(desk, `/api/reports/${answer.report}/receipt`, { cookie: nora.cookie })).status).toBe(404);
    expect((await ask(desk, `/api/reports/${answer.report}/receipt`)).status).toBe(401);
    expect((await ask(desk, "/api/reports/nonsense/receipt", { cookie: milo.cookie })).status).toBe(404);
  });

  test("a case's manifest proves to an outsider, and is for those who may export it", async ({ desk }) => {
    const milo = await person("volunteer");
    const body = { address: "https://x.com/evidence_two", track: "redirecting_bot", ageAnswer: "no" };
    const logged = await ask(desk, "/api/v1/reports", { method: "POST", token: await tokenOf(milo), body });
    const { case: number } = (await logged.json()) as { case: number };
    await sealTrail();
    for (const [role, who] of await everyRole()) {
      const file = await ask(desk, `/api/cases/${number}/manifest`, { cookie: who.cookie });
      if (can(who.actor, "case:export")) expect(await judge(await file.text()), role).toBe("proven");
      else expect([403, 404], role).toContain(file.status);
    }
    expect((await ask(desk, `/api/cases/${number}/manifest`)).status).toBe(401);
  });

  test("checkpoint, proofs and entries are for those who read the trail, and malformed questions are refused", async ({
    desk,
  }) => {
    await sealTrail();
    const addresses = [
      "/api/v1/audit/checkpoint",
      "/api/v1/audit/entries",
      "/api/v1/audit/entries/0/proof",
      "/api/v1/audit/consistency?from=1&to=2",
    ];
    for (const [role, who] of await everyRole()) {
      const file = await ask(desk, "/api/audit/checkpoint", { cookie: who.cookie });
      expect(file.status, role).toBe(can(who.actor, "audit:read") ? 200 : 403);
      if (!can(who.actor, "token:manage_own")) continue;
      const token = await tokenOf(who);
      for (const address of addresses)
        expect((await ask(desk, address, { token })).status, `${role} ${address}`).toBe(
          can(who.actor, "audit:read") ? 200 : 403,
        );
    }
    const token = await tokenOf(await person("auditor"));
    expect(await judge(await (await ask(desk, "/api/v1/audit/checkpoint", { token })).text())).toBe("proven");
    for (const [address, status] of [
      ["/api/v1/audit/entries/99999999/proof", 404],
      ["/api/v1/audit/entries/-1/proof", 422],
      ["/api/v1/audit/consistency?from=5&to=2", 422],
      ["/api/v1/audit/consistency?from=1", 422],
      ["/api/v1/audit/entries?nonsense=1", 422],
    ] as const)
      expect((await ask(desk, address, { token })).status, address).toBe(status);
  });
});
