import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actorOfToken } from "@/lib/auth/token-actor";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { openSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import { report } from "@/lib/testing/intake-desk";
import { caseRow, endOf, loggedCase, openReviewDesk, person } from "@/lib/testing/review-desk";
import { changeMode } from "./change-mode";
import { claimCase } from "./claim-case";
import { createToken } from "./create-token";
import { endLeases } from "./end-leases";
import { resumeSession } from "./resume-session";
import { revokeOtherSessions } from "./revoke-session";
import { safeguardCase } from "./safeguard-case";
import { saveOpinionDraft } from "./save-opinion-draft";
import { signOutPeople } from "./sign-out-people";
import { suspendPerson } from "./suspend-person";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let admin: UserActor, reviewer: UserActor;
const reason = "A laptop is missing.";

beforeAll(async () => {
  desk = await openReviewDesk();
  admin = await person("Admin", "admin", "reviewer");
  reviewer = await person("Ada", "reviewer");
});
afterAll(() => desk.close());
beforeEach(() => changeMode(admin, { mode: "normal", reason: "" }));

describe("a read-only desk", () => {
  it("takes no report and no command, and says so in a code of its own", async () => {
    const { id } = await loggedCase({ reporter: reviewer });
    await changeMode(admin, { mode: "read_only", reason });
    expect(await endOf(claimCase(reviewer, { ref: { id } }))).toBe("unavailable:read_only_mode");
    expect(await endOf(report(reviewer, "held_back"))).toBe("unavailable:read_only_mode");
    expect(await endOf(createToken(reviewer, { name: "n", scopes: ["case:read"], days: 1 }))).toBe(
      "unavailable:read_only_mode",
    );
    expect(await caseRow(id)).toMatchObject({ state: "open", heldBy: null });
    await changeMode(admin, { mode: "normal", reason: "" });
    expect(await endOf(claimCase(reviewer, { ref: { id } }))).toBe("done");
  });

  it("keeps what somebody types, lets a case into the lane, and lets administrators show people out", async () => {
    const { id } = await loggedCase({ reporter: reviewer });
    await claimCase(reviewer, { ref: { id } });
    const other = await person("Ben", "reviewer");
    await openSession(other.id, "test");
    await changeMode(admin, { mode: "read_only", reason });
    await saveOpinionDraft(reviewer, {
      ref: { id },
      draft: { classification: null, reasons: [], note: "half a word" },
    });
    expect(await db().opinionDraft.count({ where: { caseId: id } })).toBe(1);
    expect(await endOf(safeguardCase(reviewer, { ref: { id }, reason: "possible_minor" }))).toBe("done");
    expect(await endOf(suspendPerson(admin, other.id, "account_at_risk"))).toBe("done");
    expect(await endOf(revokeOtherSessions(reviewer, randomUUID()))).toBe("done");
  });

  it("waits for what is being written, and lets nothing come after", async () => {
    const order: string[] = [];
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    const begun = change(reviewer, "case.tagged", {}, async () => {
      order.push("begun");
      await held;
      order.push("written");
    });
    await expect.poll(() => order).toEqual(["begun"]);
    const closing = changeMode(admin, { mode: "read_only", reason }).then(() => order.push("read-only"));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(order).toEqual(["begun"]);
    go();
    await Promise.all([begun, closing]);
    expect(order).toEqual(["begun", "written", "read-only"]);
  });

  it("holds the leases' job back without losing a case", async () => {
    const { id } = await loggedCase({ reporter: reviewer });
    await claimCase(reviewer, { ref: { id } });
    await desk.endLease(id);
    await changeMode(admin, { mode: "read_only", reason });
    expect(await endOf(endLeases())).toBe("unavailable:read_only_mode");
    await changeMode(admin, { mode: "normal", reason: "" });
    await endLeases();
    expect(await caseRow(id)).toMatchObject({ state: "open", heldBy: null });
  });

  it("is the same on an instance that does not know of the change", async () => {
    await changeMode(admin, { mode: "read_only", reason });
    await expect(desk.asOwner("SELECT begin_change(NULL, true)")).rejects.toThrow(/read_only/);
  });
});

describe("a closed desk", () => {
  it("shuts everybody out but administrators, who keep no case content, from the next request on", async () => {
    const hers = (await openSession(reviewer.id, "test")) ?? "";
    const admins = (await openSession(admin.id, "test")) ?? "";
    const { secret } = await createToken(reviewer, { name: "script", scopes: ["case:read"], days: 1 });
    await changeMode(admin, { mode: "closed", reason });
    expect(await resumeSession(hers)).toMatchObject({ isShutOut: true, roles: [], mode: { reason } });
    expect(await resumeSession(admins)).toMatchObject({ isShutOut: false, roles: ["admin"] });
    expect(await endOf(actorOfToken(`Bearer ${secret}`, "r"))).toBe("unavailable:closed_mode");
    expect(await actorOfToken(`Bearer dmq_${"A".repeat(43)}`, "r")).toBeNull();
    await changeMode(admin, { mode: "normal", reason: "" });
    expect(await resumeSession(hers)).toMatchObject({ isShutOut: false, roles: ["reviewer"] });
  });

  it("is put there by administrators and the operator alone, with a reason, in the trail", async () => {
    expect(await endOf(changeMode(reviewer, { mode: "closed", reason }))).toBe("forbidden:forbidden");
    for (const none of ["", "  x ", "a\u0000bc", "x".repeat(201)])
      expect(await endOf(changeMode(admin, { mode: "closed", reason: none }))).toBe("invalid_input:mode_reason");
    await changeMode({ kind: "operator", requestId: "cli" }, { mode: "closed", reason });
    const entry = await db().auditEntry.findFirstOrThrow({
      where: { action: "mode.changed" },
      orderBy: { id: "desc" },
    });
    expect(entry).toMatchObject({ actor: "operator", subjectTable: "setting", subjectId: "mode" });
    expect(JSON.stringify(entry.changes)).toContain(reason);
  });
});

describe("signing everybody out", () => {
  it("ends every session at its next request, and not the one that asks", async () => {
    const hers = (await openSession(reviewer.id, "test")) ?? "";
    const [here, there] = [(await openSession(admin.id, "here")) ?? "", (await openSession(admin.id, "there")) ?? ""];
    expect(await signOutPeople(admin, null, here)).toBeGreaterThanOrEqual(2);
    expect(await resumeSession(hers)).toBeNull();
    expect(await resumeSession(there)).toBeNull();
    expect(await resumeSession(here)).not.toBeNull();
    expect(await signOutPeople(admin, null)).toBe(1);
    expect(await resumeSession(here)).toBeNull();
    expect(await endOf(signOutPeople(reviewer, null))).toBe("forbidden:forbidden");
  });
});
