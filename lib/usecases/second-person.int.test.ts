import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { seedReference } from "@/lib/db/seed-reference";
import { findLiveSession, openSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { charterVersion } from "@/lib/domain/vetting/charter";
import { provideEnvironment } from "@/lib/env";
import { listProposals } from "@/lib/queries/list-proposals";
import { actorFor, createUser, testPassword } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { acceptCharter } from "./accept-charter";
import { acceptInvitation } from "./accept-invitation";
import { confirmChange } from "./confirm-change";
import { declineChange } from "./decline-change";
import { editChannel } from "./edit-channel";
import { invitePerson } from "./invite-person";
import { lapseProposals } from "./lapse-proposals";
import { mayMail } from "./post-mail";
import { proposeMailServer } from "./propose-change";
import { proposeChannelAddress } from "./propose-channel-address";
import { readMailServer } from "./read-mail-server";
import { setRoles } from "./set-roles";
import { suspendPerson } from "./suspend-person";
import { withdrawProposal } from "./withdraw-proposal";

let database: TestDatabase;
let place = 0;
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));
const rolesOf = async (id: string) => (await db().user.findUniqueOrThrow({ where: { id } })).roles;
const openOf = async (id: string) => db().proposal.findFirst({ where: { subject: id, state: "open" } });
const told = async (id: string) =>
  (await db().notification.findMany({ where: { userId: id }, orderBy: { id: "asc" } })).map(({ kind }) => kind);
const somebody = async (...roles: Role[]) => actorFor(await createUser({ roles }));
const outcomes = async (tries: Promise<unknown>[]) => {
  const results = await Promise.allSettled(tries);
  return {
    values: results.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])),
    reasons: results.flatMap((one) =>
      one.status === "rejected" ? [(one.reason as { reason?: string }).reason ?? String(one.reason)] : [],
    ),
  };
};
const join = async (inviter: UserActor, roles: Role[]): Promise<UserActor> => {
  const { token } = await invitePerson(inviter, { roles, note: "" });
  const { id } = await acceptInvitation({
    token,
    email: `${randomUUID()}@example.org`,
    pseudonym: "Mésange",
    password: testPassword,
    networkAddress: `203.0.113.${String((place += 1))}`,
    requestId: "join",
  });
  const joined = actorFor({ id, email: "", pseudonym: "Mésange", roles: [] });
  // Where nobody could give their word, the charter is what was still missing.
  await acceptCharter(joined, charterVersion);
  return { ...joined, roles: (await rolesOf(id)) as Role[] };
};
/** A week later, for everything that this desk remembers of who brought whom. */
const aWeekLater = async () => {
  await asOwner("UPDATE invitation SET accepted_at = accepted_at - interval '8 days' WHERE accepted_at IS NOT NULL");
  await asOwner(`ALTER TABLE proposal DISABLE TRIGGER only_ends`);
  await asOwner("UPDATE proposal SET decided_at = decided_at - interval '8 days' WHERE decided_at IS NOT NULL");
  await asOwner(`ALTER TABLE proposal ENABLE TRIGGER only_ends`);
  await asOwner(`UPDATE "user" SET created_at = created_at - interval '8 days'`);
};

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});
afterEach(async () => {
  await asOwner(`UPDATE "user" SET status = 'suspended', roles = '{}'`);
  await asOwner("DELETE FROM notification");
});

describe("rights, on a desk with two administrators", () => {
  let [one, other, subject]: UserActor[] = [];
  const setUp = async () => {
    [one, other, subject] = [await somebody("admin"), await somebody("admin"), await somebody("volunteer")];
    return { one, other, subject };
  };

  it("wait for the second one, and are then exactly those; everybody concerned is told both times", async () => {
    const { one, other, subject } = await setUp();
    const reviewer = await somebody("reviewer");
    expect(await setRoles(one, subject.id, ["volunteer", "reviewer", "auditor"])).toEqual(["reviewer"]);
    expect(await rolesOf(subject.id)).toEqual(["volunteer", "auditor"]);
    const proposal = await openOf(subject.id);
    for (const who of [one, subject, reviewer]) {
      await expect(confirmChange(who, proposal?.id ?? "")).rejects.toMatchObject({
        code: expect.stringMatching(/forbidden|not_found/) as string,
      });
    }
    expect(await rolesOf(subject.id)).toEqual(["volunteer", "auditor"]);
    expect((await listProposals(other))[0]).toMatchObject({ mayDecide: true, isOwn: false, roles: ["reviewer"] });
    expect((await listProposals(one))[0]).toMatchObject({ mayDecide: false, isOwn: true, canBeConfirmed: true });
    expect(await listProposals(reviewer)).toEqual([]);
    expect(await confirmChange(other, proposal?.id ?? "")).toBe("confirmed");
    expect(await rolesOf(subject.id)).toEqual(["volunteer", "reviewer", "auditor"]);
    for (const who of [one, other, subject, reviewer])
      expect(await told(who.id)).toEqual(["proposal_made", "proposal_confirmed"]);
    const entries = await db().auditEntry.findMany({
      where: { subjectId: proposal?.id ?? "" },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ actor, action }) => [actor, action])).toEqual([
      [`user:${one.id}`, "proposal.made"],
      [`user:${other.id}`, "proposal.confirmed"],
    ]);
    const given = await db().auditEntry.findFirst({
      where: { subjectId: subject.id, action: "person.roles_set" },
      orderBy: { id: "desc" },
    });
    expect(given).toMatchObject({ actor: `user:${other.id}` });
  });

  it("are given once, of two who confirm at the same moment", async () => {
    const { one, other, subject } = await setUp();
    const third = await somebody("admin");
    await setRoles(one, subject.id, ["reviewer"]);
    const id = (await openOf(subject.id))?.id ?? "";
    const { values, reasons } = await outcomes([confirmChange(other, id), confirmChange(third, id)]);
    expect(values).toEqual(["confirmed"]);
    expect(reasons).toEqual(["proposal_ended"]);
    expect(await db().auditEntry.count({ where: { subjectId: id } })).toBe(2);
  });

  it("are either given or not, where one withdraws as the other confirms", async () => {
    const { one, other, subject } = await setUp();
    for (let round = 0; round < 6; round += 1) {
      await setRoles(one, subject.id, ["volunteer"]);
      await setRoles(one, subject.id, ["volunteer", "reviewer"]);
      const id = (await openOf(subject.id))?.id ?? "";
      const { reasons } = await outcomes([withdrawProposal(one, id), confirmChange(other, id)]);
      expect(reasons).toEqual(["proposal_ended"]);
      const { state } = await db().proposal.findUniqueOrThrow({ where: { id } });
      expect((await rolesOf(subject.id)).includes("reviewer")).toBe(state === "confirmed");
    }
  });

  it("lapse where their subject is suspended meanwhile, or just then", async () => {
    const { one, other, subject } = await setUp();
    await setRoles(one, subject.id, ["reviewer"]);
    const id = (await openOf(subject.id))?.id ?? "";
    const { values } = await outcomes([suspendPerson(other, subject.id, "left"), confirmChange(other, id)]);
    const { state } = await db().proposal.findUniqueOrThrow({ where: { id } });
    expect(["lapsed", "confirmed"]).toContain(state);
    expect(values).toContain(state);
    const next = await somebody("volunteer");
    await setRoles(one, next.id, ["reviewer"]);
    await suspendPerson(one, next.id, "left");
    expect(await confirmChange(other, (await openOf(next.id))?.id ?? "")).toBe("lapsed");
    expect(await rolesOf(next.id)).toEqual([]);
    expect(await told(other.id)).toContain("proposal_lapsed");
  });

  it("lapse where their subject has other roles by then, or their proposer administers no more", async () => {
    const { one, other, subject } = await setUp();
    await setRoles(one, subject.id, ["volunteer", "reviewer"]);
    await setRoles(other, subject.id, ["auditor"]);
    expect(await confirmChange(other, (await openOf(subject.id))?.id ?? "")).toBe("lapsed");
    const next = await somebody("volunteer");
    await setRoles(one, next.id, ["volunteer", "reviewer"]);
    await suspendPerson(other, one.id, "account_at_risk");
    expect(await confirmChange(other, (await openOf(next.id))?.id ?? "")).toBe("lapsed");
    expect(await rolesOf(next.id)).toEqual(["volunteer"]);
  });

  it("are declined by who may confirm, withdrawn by who proposed, and lapse after seven days by themselves", async () => {
    const { one, other, subject } = await setUp();
    const propose = async () => {
      await setRoles(one, subject.id, ["volunteer", "reviewer"]);
      return (await openOf(subject.id))?.id ?? "";
    };
    const declined = await propose();
    await expect(propose()).rejects.toMatchObject({ reason: "proposal_open" });
    await expect(declineChange(one, declined)).rejects.toMatchObject({ reason: "second_person_needed" });
    await expect(withdrawProposal(other, declined)).rejects.toMatchObject({ code: "not_found" });
    await declineChange(other, declined);
    await expect(confirmChange(other, declined)).rejects.toMatchObject({ reason: "proposal_ended" });
    await withdrawProposal(one, await propose());
    const old = await propose();
    await asOwner(`ALTER TABLE proposal DISABLE TRIGGER only_ends`);
    await asOwner("UPDATE proposal SET expires_at = now() WHERE id = $1", [old]);
    await asOwner(`ALTER TABLE proposal ENABLE TRIGGER only_ends`);
    expect(await lapseProposals()).toBe(1);
    expect(await lapseProposals()).toBe(0);
    expect(await rolesOf(subject.id)).toEqual(["volunteer"]);
    expect(await told(subject.id)).toEqual([
      ...["proposal_made", "proposal_declined", "proposal_made"],
      ...["proposal_withdrawn", "proposal_made", "proposal_lapsed"],
    ]);
  });

  it("are taken away at once", async () => {
    const { one } = await setUp();
    const reviewer = await somebody("reviewer", "volunteer");
    const session = (await openSession(reviewer.id, "test")) ?? "";
    expect(await setRoles(one, reviewer.id, ["volunteer"])).toEqual([]);
    expect(await findLiveSession(session)).toMatchObject({ roles: ["volunteer"] });
  });

  it("cannot be confirmed past the rules by any program that speaks to the database", async () => {
    const { one, subject } = await setUp();
    await setRoles(one, subject.id, ["reviewer"]);
    const id = (await openOf(subject.id))?.id ?? "";
    for (const who of [one.id, subject.id]) {
      const confirm = `UPDATE proposal SET state = 'confirmed', decided_by = '${who}', decided_at = now() WHERE id = $1`;
      await expect(asOwner(confirm, [id])).rejects.toThrow(/proposal_two_persons/);
    }
    await expect(asOwner(`UPDATE proposal SET payload = '{}' WHERE id = $1`, [id])).rejects.toThrow(/only ends/);
  });
});

describe("puppets", () => {
  it("an administrator without anybody else acts alone: at once, in the trail as one person, and the subject is told", async () => {
    const alone = await somebody("admin");
    const subject = await somebody("volunteer");
    expect(await setRoles(alone, subject.id, ["reviewer"])).toEqual([]);
    expect(await rolesOf(subject.id)).toEqual(["reviewer"]);
    expect(await told(subject.id)).toEqual(["changed_by_one"]);
    const entry = await db().auditEntry.findFirst({ where: { subjectTable: "proposal" }, orderBy: { id: "desc" } });
    expect(entry).toMatchObject({ reason: "one_person", actor: `user:${alone.id}` });
  });

  it("a reviewer whom an administrator has just made alone confirms nothing of theirs", async () => {
    const alone = await somebody("admin");
    const puppet = await somebody("volunteer");
    await setRoles(alone, puppet.id, ["reviewer"]);
    const next = await somebody("volunteer");
    // There is nobody who counts: it is done by one person, and said so.
    expect(await setRoles(alone, next.id, ["reviewer"])).toEqual([]);
    expect(await told(puppet.id)).toEqual(["changed_by_one", "changed_by_one"]);
    await aWeekLater();
    const third = await somebody("volunteer");
    expect(await setRoles(alone, third.id, ["reviewer"])).toEqual(["reviewer"]);
  });

  it("nobody who was invited in the last week confirms for whoever invited them, though they administer", async () => {
    const inviter = await somebody("admin");
    const settled = await somebody("protection");
    const puppet = await join(inviter, ["admin"]);
    expect(puppet.roles).toEqual([]);
    const forPuppet = (await openOf(puppet.id))?.id ?? "";
    expect(await confirmChange(settled, forPuppet)).toBe("confirmed");
    const subject = await somebody("volunteer");
    await setRoles(inviter, subject.id, ["reviewer"]);
    const id = (await openOf(subject.id))?.id ?? "";
    const asAdmin: UserActor = { ...puppet, roles: ["admin"] };
    await expect(confirmChange(asAdmin, id)).rejects.toMatchObject({ reason: "second_person_needed" });
    expect(await confirmChange(settled, id)).toBe("confirmed");
  });

  it("the guarded roles of an invitation wait, the others are there at once", async () => {
    const [inviter, other] = [await somebody("admin"), await somebody("admin")];
    const joined = await join(inviter, ["volunteer", "reviewer", "auditor"]);
    expect(joined.roles).toEqual(["volunteer", "auditor"]);
    const id = (await openOf(joined.id))?.id ?? "";
    await expect(confirmChange(inviter, id)).rejects.toMatchObject({ reason: "second_person_needed" });
    await confirmChange(other, id);
    expect(await rolesOf(joined.id)).toEqual(["volunteer", "reviewer", "auditor"]);
  });

  it("whoever has just sent the others away is not alone by that: what they propose waits", async () => {
    const rogue = await somebody("admin");
    const [reviewer, admin] = [await somebody("reviewer"), await somebody("admin")];
    await suspendPerson(rogue, reviewer.id, "left");
    await setRoles(rogue, admin.id, ["volunteer"]);
    const puppet = await somebody("volunteer");
    expect(await setRoles(rogue, puppet.id, ["reviewer"])).toEqual(["reviewer"]);
    expect(await rolesOf(puppet.id)).toEqual([]);
    const waiting = (await listProposals(rogue)).find(({ subject }) => subject === puppet.id);
    expect(waiting).toMatchObject({ canBeConfirmed: false, isOwn: true });
  });
});

describe("a channel's address", () => {
  const anyForm = async () => (await db().channel.findFirstOrThrow({ where: { kind: "form" } })).id;
  const to = (host: string) => ({ url: `https://${host}/forms`, mailbox: null });

  it("changes when a second person says so, and every reviewer is told before and after", async () => {
    await seedReference();
    const [one, other, reviewer] = [await somebody("admin"), await somebody("admin"), await somebody("reviewer")];
    const id = await anyForm();
    await editChannel(one, id, { whoMayFile: "anyone", isEnabled: true, isVerified: true });
    const before = await db().channel.findUniqueOrThrow({ where: { id } });
    expect(before.verifiedBy).toBe(one.id);
    expect(await proposeChannelAddress(one, id, to("new.example.com"))).toBe("waiting");
    expect(await db().channel.findUnique({ where: { id } })).toEqual(before);
    expect((await listProposals(other)).find(({ subject }) => subject === id)).toMatchObject({
      addresses: { from: { url: before.url }, to: to("new.example.com") },
    });
    await confirmChange(other, (await openOf(id))?.id ?? "");
    expect(await db().channel.findUnique({ where: { id } })).toMatchObject({
      ...to("new.example.com"),
      verifiedOn: null,
    });
    expect(await told(reviewer.id)).toEqual(["proposal_made", "proposal_confirmed"]);
    const entry = await db().auditEntry.findFirst({ where: { action: "channel.address_changed" } });
    expect(entry).toMatchObject({ actor: `user:${other.id}`, subjectId: id });
  });

  it("is refused where nothing would change, or a form would be left without one", async () => {
    const one = await somebody("admin");
    const id = await anyForm();
    const { url, mailbox } = await db().channel.findUniqueOrThrow({ where: { id } });
    await expect(proposeChannelAddress(one, id, { url, mailbox })).rejects.toMatchObject({
      reason: "channel_address_same",
    });
    await expect(proposeChannelAddress(one, id, { url: null, mailbox: null })).rejects.toMatchObject({
      reason: "channel_address_missing",
    });
    await expect(proposeChannelAddress(one, id, { url: "http://example.com", mailbox })).rejects.toMatchObject({
      reason: "proposal_value",
    });
    const reviewer = await somebody("reviewer");
    await expect(proposeChannelAddress(reviewer, id, to("x.example.com"))).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the mail server", () => {
  const setMail = (host: string) =>
    provideEnvironment({ SMTP_URL: `smtp://desk:secret@${host}:2525`, MAIL_FROM: "desk@example.org" });
  afterEach(() => provideEnvironment({ SMTP_URL: "", MAIL_FROM: "" }));

  it("is taken on trust the first time; another one holds mail back until a second person says it is ours", async () => {
    const [one, other] = [await somebody("admin"), await somebody("admin")];
    setMail("mx.example.org");
    expect(await mayMail()).toBe(true);
    setMail("mx.example.net");
    expect([await mayMail(), await mayMail()]).toEqual([false, false]);
    expect(await told(one.id)).toEqual(["mail_server_first", "mail_server_other"]);
    const held = await readMailServer(one);
    expect(held).toMatchObject({ state: "held", host: "mx.example.net", was: "mx.example.org", isProposed: false });
    const digest = held.state === "held" ? held.digest : "";
    expect(await proposeMailServer(one, digest)).toBe("waiting");
    expect(await mayMail()).toBe(false);
    await confirmChange(other, (await openOf("desk"))?.id ?? "");
    expect(await mayMail()).toBe(true);
    const rows = await db().setting.findMany({ where: { key: { startsWith: "mail_server" } } });
    expect(JSON.stringify(rows)).not.toMatch(/secret|desk@example|2525/);
  });

  it("is not confirmed unseen: another one than was shown, or set up meanwhile, is not the one that was agreed on", async () => {
    const [one, other] = [await somebody("admin"), await somebody("admin")];
    setMail("mx.example.com");
    const held = await readMailServer(one);
    const digest = held.state === "held" ? held.digest : "";
    setMail("mx.elsewhere.example");
    await expect(proposeMailServer(one, digest)).rejects.toMatchObject({ reason: "mail_server_changed" });
    setMail("mx.example.com");
    await proposeMailServer(one, digest);
    setMail("mx.elsewhere.example");
    expect(await confirmChange(other, (await openOf("desk"))?.id ?? "")).toBe("lapsed");
    expect(await mayMail()).toBe(false);
  });

  it("is confirmed by one person where there is nobody else", async () => {
    const alone = await somebody("admin");
    setMail("mx.example.com");
    const held = await readMailServer(alone);
    expect(await proposeMailServer(alone, held.state === "held" ? held.digest : "")).toBe("done");
    expect(await mayMail()).toBe(true);
  });
});
