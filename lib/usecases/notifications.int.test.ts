import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { notify, takeDueMail } from "@/lib/db/notifications";
import { mailPauseMinutes } from "@/lib/domain/access/notification-mail";
import type { UserActor } from "@/lib/domain/access/actor";
import { provideEnvironment } from "@/lib/env";
import { countNewNotifications, listNotifications } from "@/lib/queries/list-notifications";
import { actorFor, createUser, setUp } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { mailNotifications } from "./mail-notifications";
import { postMail } from "./post-mail";
import { readNotifications } from "./read-notifications";

let database: TestDatabase;
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));
const params = { what: "grant_rights", by: "Ibis", about: "Macareux", roles: ["reviewer"] } as const;
const tell = (...to: string[]) =>
  change(setUp, "setting.changed", {}, (tx) =>
    notify(tx, { to, kind: "proposal_made", params: { ...params, roles: [...params.roles] } }),
  );

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("what people are told", () => {
  it("is one line for each, whoever is named twice, and none for the invented people of the samples", async () => {
    const [one, other] = [await createUser(), await createUser()];
    await asOwner(`UPDATE "user" SET is_sample = true WHERE id = $1`, [other.id]);
    await tell(one.id, other.id, one.id);
    expect(await db().notification.count({ where: { userId: one.id } })).toBe(1);
    expect(await db().notification.count({ where: { userId: other.id } })).toBe(0);
  });

  it("goes with the change that it tells about where that is undone", async () => {
    const one = await createUser();
    const undone = change(setUp, "setting.changed", {}, async (tx) => {
      await notify(tx, { to: [one.id], kind: "mail_server_first", params: { host: "mx.example" } });
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await db().notification.count({ where: { userId: one.id } })).toBe(0);
  });

  it("is read by its owner alone, page by page, each line once", async () => {
    const [reader, other] = [actorFor(await createUser()), actorFor(await createUser())];
    for (let at = 0; at < 65; at += 1) await tell(reader.id);
    await tell(other.id);
    const seen: string[] = [];
    for (let before: string | null = null; ;) {
      const page = await listNotifications(reader, before);
      expect(page.rows.length).toBeLessThanOrEqual(30);
      seen.push(...page.rows.map(({ id }) => id));
      before = page.before;
      if (before === null) break;
    }
    expect(new Set(seen).size).toBe(65);
    expect(seen).toHaveLength(65);
    expect((await listNotifications(reader, null)).rows[0]?.told).toEqual({ kind: "proposal_made", params });
  });

  it("stays new where it came in after what the reader had before them", async () => {
    const [reader, other] = [actorFor(await createUser()), actorFor(await createUser())];
    await tell(reader.id, other.id);
    const seen = (await listNotifications(reader, null)).rows[0]?.id ?? "";
    await tell(reader.id);
    await readNotifications(other, { id: seen, andOlder: true });
    expect(await countNewNotifications(reader)).toBe(2);
    await readNotifications(reader, { id: seen, andOlder: true });
    expect(await countNewNotifications(reader)).toBe(1);
    expect(await countNewNotifications(other)).toBe(1);
  });

  it("is counted to a hundred and no further", async () => {
    const reader: UserActor = actorFor(await createUser());
    await asOwner(
      `INSERT INTO notification (user_id, kind, params) SELECT $1, 'proposal_made', '{}' FROM generate_series(1, 250)`,
      [reader.id],
    );
    expect(await countNewNotifications(reader)).toBe(100);
    expect((await listNotifications(reader, null)).rows[0]?.told).toBeNull();
  });
});

describe("by mail", () => {
  let server: SMTPServer;
  let mails: string[];
  let refuses: boolean;
  beforeEach(async () => {
    mails = [];
    refuses = false;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, _session, done) => {
        void readText(stream).then((mail) => {
          if (refuses) return done(new Error("no"));
          mails.push(mail.replaceAll("=\r\n", ""));
          done();
        });
      },
    });
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    await asOwner("DELETE FROM notification");
    await asOwner("DELETE FROM setting WHERE key = 'mail_server'");
    setUpMail();
  });
  const setUpMail = (sender = "desk@example.org") => {
    const { port } = server.server.address() as AddressInfo;
    provideEnvironment({ SMTP_URL: `smtp://127.0.0.1:${String(port)}`, MAIL_FROM: sender });
  };
  afterEach(async () => {
    await new Promise<void>((resolve) => server.close(resolve));
    provideEnvironment({ SMTP_URL: "", MAIL_FROM: "" });
  });
  const later = (minutes: number) =>
    asOwner("UPDATE notification SET mail_due_at = mail_due_at - make_interval(mins => $1)", [minutes]);

  it("everybody gets one, in their language, with a link and nothing of what they were told", async () => {
    const [fr, en] = [await createUser(), await createUser()];
    await asOwner(`UPDATE "user" SET locale = 'fr' WHERE id = $1`, [fr.id]);
    await tell(fr.id, en.id);
    await tell(fr.id);
    expect(await mailNotifications()).toBe(2);
    expect(await mailNotifications()).toBe(0);
    const toFr = mails.find((mail) => mail.includes(fr.email)) ?? "";
    const toEn = mails.find((mail) => mail.includes(en.email)) ?? "";
    expect(toFr).toContain("Subject: Du nouveau pour vous");
    expect(toFr).toMatch(/2 nouveaut/);
    expect(toEn).toContain("Something new waits for you");
    expect(toEn).toContain("/notifications");
    expect(mails.join("")).not.toMatch(/Ibis|Macareux|reviewer/);
  });

  it("a server that is away or refuses loses nothing: it is tried again, later and later, and given up in the end", async () => {
    const one = await createUser();
    await tell(one.id);
    refuses = true;
    expect(await mailNotifications()).toBe(0);
    expect(await mailNotifications()).toBe(0);
    expect(await db().notification.findFirst()).toMatchObject({ mailTries: 1, mailFailures: 1, mailedAt: null });
    await later(2);
    expect(await mailNotifications()).toBe(0);
    refuses = false;
    await later(5);
    expect(await mailNotifications()).toBe(1);
    expect(mails).toHaveLength(1);
    const pauses = Array.from({ length: 20 }, (_, at) => mailPauseMinutes(at + 1));
    expect(pauses.slice(0, 4)).toEqual([1, 2, 4, 8]);
    expect(pauses.at(-1)).toBeNull();
  });

  it("a worker that dies between sending and noting it repeats one mail at most", async () => {
    const one = await createUser();
    await tell(one.id);
    const dies = async () => {
      const due = await takeDueMail(db());
      if (due !== null) await postMail({ to: due.email, subject: "x", text: "x" });
      return due !== null;
    };
    expect(await dies()).toBe(true);
    expect(await mailNotifications()).toBe(0);
    await later(11);
    expect(await dies()).toBe(true);
    await later(11);
    expect(await mailNotifications()).toBe(0);
    expect(mails).toHaveLength(2);
  });

  it("of several workers one mails", async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => createUser()));
    await tell(...people.map(({ id }) => id));
    await mailNotifications();
    await asOwner("UPDATE notification SET mail_due_at = now(), mailed_at = NULL, mail_tries = 0");
    mails = [];
    const sent = await Promise.all([mailNotifications(), mailNotifications(), mailNotifications()]);
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(8);
    expect(mails).toHaveLength(8);
  });

  it("another server holds everything back, and nothing is lost or counted as a try", async () => {
    const one = await createUser();
    await tell(one.id);
    expect(await mailNotifications()).toBe(1);
    await tell(one.id);
    setUpMail("somebody-else@example.org");
    expect(await mailNotifications()).toBe(0);
    await expect(postMail({ to: one.email, subject: "x", text: "x" })).rejects.toMatchObject({ reason: "mail_held" });
    expect(await db().notification.findFirst({ where: { mailedAt: null } })).toMatchObject({ mailTries: 0 });
    setUpMail();
    expect(await mailNotifications()).toBe(1);
  });
});
