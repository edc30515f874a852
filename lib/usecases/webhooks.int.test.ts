import { spawn } from "node:child_process";
import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
import { withClient } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";

import type { UserActor } from "@/lib/domain/access/actor";
import { statePairs } from "@/lib/domain/case/lifecycle";
import { attemptsAtMost, givenUpAtMost } from "@/lib/domain/webhook-delivery";
import { webhookEvents, webhookMessageSchema, type WebhookEvent } from "@/lib/domain/webhook-events";
import { environmentForTest } from "@/lib/env";
import { createActor, createCase } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { opine } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { createWebhook } from "./create-webhook";
import { editWebhook } from "./edit-webhook";
import { endWebhook } from "./end-webhook";
import { prepareNotice } from "./prepare-notice";
import { retryDelivery, testWebhook } from "./retry-delivery";
import { rotateWebhookSecret } from "./rotate-webhook-secret";
import { safeguardCase } from "./safeguard-case";
import { sendNotice } from "./send-notice";
import { WebhookSender } from "./send-webhooks";
import { switchWebhook } from "./switch-webhook";

interface Heard {
  body: string;
  signature: string;
  delivery: string;
  event: string;
}
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let database: TestDatabase;
let admin: UserActor;
let reporter: UserActor;
const servers: ReturnType<typeof createServer>[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  [admin, reporter] = [await createActor("admin"), await createActor("volunteer")];
});
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  await closeDb();
  await database.drop();
});
beforeEach(() =>
  asOwner("UPDATE webhook SET is_active = false, off_because = 'by_hand', ended_at = now() WHERE ended_at IS NULL"),
);

const asOwner = (sql: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query<Record<string, unknown>>(sql, values));

/** Only these tests let the way out lead to this machine. */
const toHere = new OutgoingHttp({
  isAllowedAddress: (address) => address === "127.0.0.1",
  isAllowedPort: () => true,
  lookup: () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]),
});

async function listen(answer: Answer = (_, response) => response.writeHead(204).end()) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString("utf8")));
    request.on("end", () => {
      const header = (name: string) => String(request.headers[`demasque-${name}`]);
      heard.push({ body, signature: header("signature"), delivery: header("delivery"), event: header("event") });
      answer(request, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push(server);
  return { heard, url: `http://listener.example:${String((server.address() as AddressInfo).port)}/hook` };
}

/** Past the form, which takes https alone. */
async function hook(url: string, events: readonly WebhookEvent[] = webhookEvents) {
  const { id, secret } = await createWebhook(admin, { name: "Essai", url: "https://a.example/", events: [...events] });
  await asOwner("UPDATE webhook SET url = $2 WHERE id = $1", [id, url]);
  return { id, secret };
}
async function round(): Promise<void> {
  const sender = new WebhookSender(toHere);
  await sender.round(20_000);
  await sender.settled();
}
const deliveriesOf = async (id: string) =>
  (await asOwner("SELECT * FROM webhook_delivery WHERE webhook_id = $1 ORDER BY happened_at, id", [id])).rows;
const makeDue = (id: string) =>
  asOwner(
    `WITH hooks AS (UPDATE webhook SET rests_until = NULL WHERE id = $1)
     UPDATE webhook_delivery SET next_at = now() WHERE webhook_id = $1 AND status = 'waiting'`,
    [id],
  );

/** What a recipient does, written from docs/api.md alone. */
function isGenuine(secret: string, header: string, body: string, nowSeconds = Date.now() / 1000): boolean {
  const parts = header.split(",").map((part) => part.split("=") as [string, string]);
  const timestamp = parts.find(([name]) => name === "t")?.[1] ?? "";
  if (Math.abs(nowSeconds - Number(timestamp)) > 300) return false;
  const expected = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest();
  return parts.some(([name, hex]) => {
    const given = Buffer.from(hex, "hex");
    return name === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

describe("what is told", () => {
  it("has a name for every state that a case can come to in sight of the desk, and for nothing else", () => {
    const hidden = ["safeguarding", "authentic", "draft"];
    const reached = statePairs().filter(({ from, to }) => from !== "safeguarding" && !hidden.includes(to));
    const names = reached.map(({ from, to }) => {
      if (from === "draft" && to === "open") return "case.opened";
      return ["in_review", "second_opinion"].includes(from) && (to === "open" || to === "reopened")
        ? "case.returned"
        : `case.${to}`;
    });
    const cases = webhookEvents.filter((event) => event.startsWith("case."));
    expect([...new Set(names)].sort()).toEqual([...cases].sort());
  });

  it("is a case's life by reference: number, state, version, time, and nothing of accounts, answers or people", async () => {
    const { url, heard } = await listen();
    const { secret } = await hook(url);
    const made = await createCase({ reporter, observed: "phrase-secrète" });
    const [first, second] = [await createActor("reviewer"), await createActor("reviewer")];
    await opine(first, made.id, "redirecting_bot", "note-secrète");
    await opine(second, made.id, "redirecting_bot");
    await round();
    const told = heard.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(told.map(({ event }) => event)).toEqual([
      "case.opened",
      "case.in_review",
      "case.second_opinion",
      "case.confirmed",
    ]);
    for (const one of told) {
      expect(Object.keys(one)).toEqual(["id", "event", "at", "case", "state", "version"]);
      expect(one["case"]).toBe(made.number);
    }
    const everything = JSON.stringify(heard);
    for (const hidden of [made.handle, made.id, first.pseudonym, first.id, second.id, reporter.id, "secrète", secret])
      expect(everything).not.toContain(hidden);
  });

  it("is a notice by its number when it leaves", async () => {
    await nameOrganisation();
    const { url, heard } = await listen();
    await hook(url, ["notice.sent", "notice.received", "case.notified"]);
    const sender = await createActor("reviewer");
    const { number } = await confirmedCase({ reporter });
    const notice = await prepareNotice(sender, {
      kind: "terms_report",
      channelId: "x-impersonation-form",
      caseNumbers: [number],
    });
    await sendNotice(sender, { ...notice, format: "form_text", sentAt: new Date(), kept: [], reference: "R-1" });
    await round();
    const told = heard.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(told.map(({ event, notice: of, case: case_, state }) => [event, of ?? case_, state]).sort()).toEqual(
      [
        ["notice.sent", notice.number, "sent"],
        ["case.notified", number, "notified"],
        ["notice.received", notice.number, "received"],
      ].sort(),
    );
  });

  it("is nothing of the safety lane: not its cases, not their going there, not what waited when they went", async () => {
    const { url, heard } = await listen();
    const { id } = await hook(url);
    await createCase({ reporter, state: "safeguarding" });
    const gone = await createCase({ reporter });
    await safeguardCase(reporter, { ref: { id: gone.id }, reason: "unspecified" });
    await round();
    expect(heard).toEqual([]);
    expect((await deliveriesOf(id)).map(({ event, status }) => [event, status])).toEqual([
      ["case.opened", "cancelled"],
    ]);
  });

  it("is not that an account was found authentic: the case is told as erased", async () => {
    const { url, heard } = await listen();
    await hook(url, ["case.confirmed", "case.rejected", "case.undetermined", "case.erased"]);
    const { id } = await createCase({ reporter });
    await opine(await createActor("reviewer"), id, "authentic");
    await opine(await createActor("reviewer"), id, "authentic");
    await round();
    expect(heard.map(({ event }) => event)).toEqual(["case.erased"]);
    expect(JSON.stringify(heard)).not.toContain("authentic");
  });

  it("is neither lost nor invented: a change that is rolled back tells nothing, one that stands tells once", async () => {
    const { url } = await listen();
    const { id } = await hook(url);
    await expect(
      change(reporter, "case.opened", {}, async (tx) => {
        const account = await tx.account.create({
          data: { platformId: "x", handle: "undone", handleKey: "undone", profileUrl: "https://x.com/undone" },
        });
        await tx.case.create({
          data: { accountId: account.id, platformId: "x", state: "open", track: "redirecting_bot" },
        });
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect(await deliveriesOf(id)).toEqual([]);
    await createCase({ reporter });
    expect(await deliveriesOf(id)).toHaveLength(1);
  });
});

describe("how it is told", () => {
  it("is signed: a recipient that knows the secret and the documentation tells ours from another's", async () => {
    const { url, heard } = await listen();
    const { secret } = await hook(url);
    await createCase({ reporter });
    await round();
    const [{ signature, body, delivery, event }] = heard as [Heard];
    expect(isGenuine(secret, signature, body)).toBe(true);
    expect(isGenuine(secret, signature, body.replace("opened", "closed"))).toBe(false);
    expect(isGenuine(`${secret}x`, signature, body)).toBe(false);
    expect(isGenuine(secret, signature, body, Date.now() / 1000 + 3600)).toBe(false);
    const printed = /```js\n([\s\S]*?)```/.exec(readFileSync("docs/api.md", "utf8"))?.[1] ?? "";
    const file = path.join(database.dataDir, "documented.mjs");
    writeFileSync(file, printed);
    const documented = (await import(pathToFileURL(file).href)) as { isGenuine: typeof isGenuine };
    expect(documented.isGenuine(secret, signature, body)).toBe(true);
    for (const [key, header, text] of [
      [secret, signature, `${body} `],
      [`${secret}x`, signature, body],
      [secret, "", body],
      [secret, "t=1,v1=00", body],
    ] as const)
      expect(documented.isGenuine(key, header, text)).toBe(false);
    expect(webhookMessageSchema.parse(JSON.parse(body))).toMatchObject({ id: delivery, event });
  });

  it("is signed by two secrets after a rotation, by the new one alone once the earlier has run out", async () => {
    const { url, heard } = await listen();
    const { id, secret } = await hook(url);
    const next = await rotateWebhookSecret(admin, id);
    await testWebhook(admin, id);
    await round();
    await asOwner("UPDATE webhook SET earlier_until = now() WHERE id = $1", [id]);
    await testWebhook(admin, id);
    await round();
    const [both, one] = heard as [Heard, Heard];
    for (const known of [secret, next]) expect(isGenuine(known, both.signature, both.body)).toBe(true);
    expect(isGenuine(secret, one.signature, one.body)).toBe(false);
    expect(isGenuine(next, one.signature, one.body)).toBe(true);
  });

  it("is tried again after a refusal, later and later, under one id, and noted with the answer", async () => {
    const answers = [500, 503, 200];
    const { url, heard } = await listen((_, response) => response.writeHead(answers.shift() ?? 200).end());
    const { id } = await hook(url, ["case.opened"]);
    await createCase({ reporter });
    await round();
    const [failed] = await deliveriesOf(id);
    expect(failed).toMatchObject({ status: "waiting", attempts: 1, response: 500, failure: "status" });
    const pause = (failed?.["next_at"] as Date).getTime() - Date.now();
    expect(pause).toBeGreaterThan(20_000);
    expect(pause).toBeLessThan(37_000);
    await round();
    expect(heard).toHaveLength(1);
    for (let more = 0; more < 2; more += 1) {
      await makeDue(id);
      await round();
    }
    expect((await deliveriesOf(id))[0]).toMatchObject({
      status: "delivered",
      attempts: 3,
      response: 200,
      failure: null,
    });
    expect(new Set(heard.map(({ delivery }) => delivery)).size).toBe(1);
    expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
  });

  it("follows no redirect, and takes it for a refusal", async () => {
    const elsewhere = await listen();
    const { url } = await listen((_, response) => response.writeHead(307, { location: elsewhere.url }).end());
    const { id } = await hook(url, ["case.opened"]);
    await createCase({ reporter });
    await round();
    expect((await deliveriesOf(id))[0]).toMatchObject({ status: "waiting", response: 307, failure: "redirected" });
    expect(elsewhere.heard).toEqual([]);
  });

  it("gives up waiting after five seconds; meanwhile every other webhook is told", { timeout: 30_000 }, async () => {
    const mute = await listen(() => undefined);
    const prompt = await listen();
    const slow = await hook(mute.url, ["case.opened"]);
    await hook(prompt.url, ["case.opened"]);
    for (let n = 0; n < 3; n += 1) await createCase({ reporter });
    const sender = new WebhookSender(toHere);
    const begun = Date.now();
    await sender.round(500);
    await createCase({ reporter });
    await sender.round(500);
    expect(Date.now() - begun).toBeLessThan(4000);
    expect(prompt.heard).toHaveLength(4);
    await sender.settled();
    expect(mute.heard).toHaveLength(1);
    expect((await deliveriesOf(slow.id))[0]).toMatchObject({ attempts: 1, response: null, failure: "outgoing_slow" });
  });

  it("never leads inside: the address of a webhook is checked as every other", async () => {
    const { url, heard } = await listen();
    const { id } = await hook(url.replace("listener.example", "127.0.0.1"), ["case.opened"]);
    await createCase({ reporter });
    const sender = new WebhookSender();
    await sender.round(20_000);
    await sender.settled();
    expect((await deliveriesOf(id))[0]?.["failure"]).toMatch(/^outgoing_(port|address)$/);
    expect(heard).toEqual([]);
  });

  it("loses nothing with a worker that is killed between sending and noting it: the next sends it again, under the same id", async () => {
    const { url, heard } = await listen();
    const { id, secret } = await hook(url, ["case.opened"]);
    await createCase({ reporter });
    // A worker that takes the delivery, and is killed while its recipient has heard it.
    const program = `
      import { useDatabase, db } from "@/lib/db/client";
      import { takeDelivery } from "@/lib/db/webhooks";
      import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
      import { webhookBody } from "@/lib/domain/webhook-events";
      useDatabase(${JSON.stringify(database.appUrl)});
      const taken = await takeDelivery(db(), ${JSON.stringify(id)});
      const http = new OutgoingHttp({ isAllowedAddress: () => true, isAllowedPort: () => true,
        lookup: async () => [{ address: "127.0.0.1", family: 4 }] });
      await http.post(taken.url, webhookBody(taken), "application/json", { "demasque-delivery": taken.id });
      process.kill(process.pid, "SIGKILL");`;
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "--conditions", "react-server", "--input-type=module", "-e", program],
      {
        env: environmentForTest({ DATA_DIR: database.dataDir, TSX_TSCONFIG_PATH: ".config/tsconfig.run.json" }),
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    const [, signal] = (await once(child, "exit")) as [number | null, string | null];
    expect(signal).toBe("SIGKILL");
    expect(heard).toHaveLength(1);
    await round();
    expect(heard, "its minute has not passed").toHaveLength(1);
    await makeDue(id);
    await round();
    expect(heard).toHaveLength(2);
    expect(heard[0]?.delivery).toBe(heard[1]?.delivery);
    expect(isGenuine(secret, heard[1]?.signature ?? "", heard[1]?.body ?? "")).toBe(true);
    expect((await deliveriesOf(id))[0]).toMatchObject({ status: "delivered", attempts: 2 });
  });

  it("lets two workers at once send each delivery once", async () => {
    const { url, heard } = await listen((_, response) => setTimeout(() => response.writeHead(200).end(), 15));
    const { id } = await hook(url, ["case.opened"]);
    for (let n = 0; n < 30; n += 1) await createCase({ reporter });
    const workers = [new WebhookSender(toHere), new WebhookSender(toHere)];
    await Promise.all(workers.map((worker) => worker.round(30_000)));
    await Promise.all(workers.map((worker) => worker.settled()));
    expect(heard).toHaveLength(30);
    expect(new Set(heard.map(({ delivery }) => delivery)).size).toBe(30);
    expect((await deliveriesOf(id)).every(({ status }) => status === "delivered")).toBe(true);
  });

  it("is given up after a day of attempts; after several in a row the webhook is switched off, and both the trail and the administrators are told", async () => {
    const { url } = await listen((_, response) => response.writeHead(500).end());
    const { id } = await hook(url, ["case.opened"]);
    for (let n = 0; n < givenUpAtMost; n += 1) await createCase({ reporter });
    await asOwner("UPDATE webhook_delivery SET attempts = $2 WHERE webhook_id = $1", [id, attemptsAtMost - 1]);
    for (let n = 0; n < givenUpAtMost; n += 1) {
      await asOwner("UPDATE webhook SET rests_until = NULL WHERE id = $1", [id]);
      await round();
    }
    expect((await deliveriesOf(id)).map(({ status }) => status)).toEqual(Array(givenUpAtMost).fill("given_up"));
    const { rows } = await asOwner("SELECT is_active, off_because FROM webhook WHERE id = $1", [id]);
    expect(rows).toEqual([{ is_active: false, off_because: "given_up" }]);
    const trail = await asOwner(
      "SELECT actor, reason FROM audit_entry WHERE action = 'webhook.switched_off' AND subject_id = $1",
      [id],
    );
    expect(trail.rows).toEqual([{ actor: "job:webhooks", reason: "given_up" }]);
    const told = await asOwner("SELECT params FROM notification WHERE user_id = $1 ORDER BY notification.id", [
      admin.id,
    ]);
    expect(told.rows.map(({ params }) => params)).toEqual([
      { name: "Essai", isOff: false },
      { name: "Essai", isOff: true },
    ]);
    await createCase({ reporter });
    expect(await deliveriesOf(id)).toHaveLength(givenUpAtMost);
  });
});

describe("who looks after it", () => {
  it("an administrator and nobody else, and no token", async () => {
    const { id } = await hook("https://a.example/");
    const others = [await createActor("reviewer"), await createActor("auditor"), reporter];
    const byToken = { ...admin, token: { id: "t", scopes: [] } };
    for (const actor of [...others, byToken]) {
      const input = { name: "x", url: "https://a.example/", events: ["case.opened" as const] };
      for (const act of [
        () => createWebhook(actor, input),
        () => editWebhook(actor, id, input),
        () => rotateWebhookSecret(actor, id),
        () => switchWebhook(actor, id, false),
        () => endWebhook(actor, id),
        () => testWebhook(actor, id),
        () => retryDelivery(actor, id),
      ])
        await expect(act()).rejects.toThrow(/forbidden/);
    }
  });

  it("an administrator who has just shown a factor, where an address or a secret is at stake", async () => {
    const { id } = await hook("https://a.example/");
    const { session: _, ...unconfirmed } = admin;
    const input = { name: "x", url: "https://b.example/", events: ["case.opened" as const] };
    for (const act of [
      () => createWebhook(unconfirmed, input),
      () => editWebhook(unconfirmed, id, input),
      () => rotateWebhookSecret(unconfirmed, id),
    ])
      await expect(act()).rejects.toThrow(/step_up_needed/);
    await switchWebhook(unconfirmed, id, false);
  });

  it("what is switched off waits for nothing: it is cancelled, not told later, and can be sent again by hand", async () => {
    const { url, heard } = await listen();
    const { id } = await hook(url, ["case.opened"]);
    await createCase({ reporter });
    await switchWebhook(admin, id, false);
    await createCase({ reporter });
    await round();
    const [only, ...others] = await deliveriesOf(id);
    expect([only?.["status"], others, heard]).toEqual(["cancelled", [], []]);
    await expect(retryDelivery(admin, String(only?.["id"]))).rejects.toThrow(/not_found/);
    await switchWebhook(admin, id, true);
    await retryDelivery(admin, String(only?.["id"]));
    await round();
    expect(heard.map(({ delivery }) => delivery)).toEqual([only?.["id"]]);
  });

  it("keeps the secret sealed: neither the row nor the trail holds it", async () => {
    const { id, secret } = await hook("https://a.example/geheim");
    const next = await rotateWebhookSecret(admin, id);
    const row = await asOwner(
      "SELECT encode(secret, 'escape') || encode(earlier_secret, 'escape') AS text FROM webhook WHERE id = $1",
      [id],
    );
    const trail = await asOwner(
      "SELECT action, changes::text AS text FROM audit_entry WHERE subject_id = $1 ORDER BY audit_entry.id",
      [id],
    );
    expect(trail.rows.map(({ action }) => action)).toContain("webhook.secret_rotated");
    const everything = JSON.stringify([row.rows, trail.rows]);
    for (const hidden of [secret, next, secret.slice(5), next.slice(5), "geheim"])
      expect(everything).not.toContain(hidden);
  });

  it("takes no address but https, and no more webhooks than the desk can tell at once", async () => {
    const input = { name: "x", url: "http://a.example/", events: ["case.opened" as const] };
    await expect(createWebhook(admin, input)).rejects.toThrow();
    for (let n = 0; n < 20; n += 1) await createWebhook(admin, { ...input, url: "https://a.example/" });
    await expect(createWebhook(admin, { ...input, url: "https://a.example/" })).rejects.toThrow(/webhooks_at_most/);
  });

  it("drops what ended a month ago and nothing else", async () => {
    const { url } = await listen();
    const { id } = await hook(url, ["case.opened"]);
    for (let n = 0; n < 3; n += 1) await createCase({ reporter });
    await round();
    await createCase({ reporter });
    await asOwner(
      `UPDATE webhook_delivery SET happened_at = now() - interval '31 days', attempted_at = now() - interval '31 days'
       WHERE id = (SELECT id FROM webhook_delivery WHERE webhook_id = $1 AND status = 'delivered' LIMIT 1) OR (webhook_id = $1 AND status = 'waiting')`,
      [id],
    );
    await db().$queryRaw`SELECT sweep_webhook_deliveries()`;
    expect((await deliveriesOf(id)).map(({ status }) => status).sort()).toEqual(["delivered", "delivered", "waiting"]);
  });
});
