import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
import { sealText } from "@/lib/adapters/sealed-text";
import {
  applicationRole,
  type EmbeddedDatabase,
  makeDatabase,
  newPassword,
  scratchSettings,
  startEmbeddedDatabase,
  withDatabase,
} from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { readReports } from "@/lib/db/deliveries";
import { insertReportAccount } from "@/lib/db/report-accounts";
import { seedReference } from "@/lib/db/seed-reference";
import { reportIn } from "@/lib/domain/notices/api-reports";
import { provideEnvironment } from "@/lib/env";
import { createActor } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { replaceReportSecret } from "@/lib/usecases/end-report-account";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { sendByApi } from "@/lib/usecases/send-by-api";
import { sendReports } from "@/lib/usecases/send-reports";
import { tryReportAccount } from "@/lib/usecases/try-report-account";
import { migrate } from "@/prisma/migrate";
import { prepareOzone } from "./prepare-ozone";

const said = z.object({
  service: z.string(),
  identifier: z.string(),
  appPassword: z.string(),
  reporter: z.string(),
  suspect: z.string(),
  moderation: z.string(),
});
const queue = z.object({
  statuses: z.object({
    subjectStatuses: z.array(z.object({ reviewState: z.string(), subject: z.object({ did: z.string() }) })),
  }),
  events: z.object({
    events: z.array(
      z.object({
        id: z.number(),
        createdBy: z.string(),
        event: z.object({ $type: z.string(), comment: z.string().optional(), reportType: z.string().optional() }),
        modTool: z.object({ name: z.string() }).optional(),
      }),
    ),
  }),
});

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Nothing but this machine: the service listens here and nowhere else. */
const here = new OutgoingHttp({
  isAllowedAddress: (address) => address === "127.0.0.1" || address === "::1",
  isAllowedPort: () => true,
  lookup: () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]),
});

const name = "interop";

/** A desk of its own beside the service, as migrated as any. */
async function openDesk(database: EmbeddedDatabase, dataDir: string): Promise<void> {
  await makeDatabase(database, name);
  await migrate({ ownerUrl: withDatabase(database.ownerUrl, name), applicationRole });
  const databaseUrl = withDatabase(database.appUrl, name);
  provideEnvironment({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
  useDatabase(databaseUrl);
  await seedReference();
  await nameOrganisation();
}

/** A notice about one account, sent by a reviewer's click and the worker's round. */
async function sendAbout(suspect: string) {
  const [reviewer, reporter] = [await createActor("reviewer"), await createActor("volunteer")];
  const one = await confirmedCase({ reporter, platform: "bluesky", handle: "luna-fake.test", stableId: suspect });
  const wanted = { kind: "terms_report", channelId: "bluesky-in-app", caseNumbers: [one.number] } as const;
  const { number } = await prepareNotice(reviewer, wanted);
  await sendByApi(reviewer, { number, version: 1, kept: [] });
  await sendReports(here);
  const { id, state, reference } = await db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } });
  const { bytes } = await db().noticeDocument.findUniqueOrThrow({
    where: { noticeId_format: { noticeId: id, format: "atproto" } },
  });
  const [delivery] = await readReports(db(), id);
  return { report: reportIn("atproto", bytes, 0), notice: { state, reference }, delivery };
}

/**
 * `run-interop.ts [FOLDER]`: a notice of ours in a real service's own queue, sent from the outbox as the product does it, looked up by
 * the service's moderator. A folder that is given is kept for the next time.
 */
async function main(): Promise<number> {
  const [, , kept] = process.argv;
  const folder = kept ?? (await mkdtemp(path.join(tmpdir(), "demasque-interop-")));
  mkdirSync(folder, { recursive: true });
  const { node } = prepareOzone(folder);
  const scratch = await mkdtemp(path.join(tmpdir(), "demasque-interop-database-"));
  const database = await startEmbeddedDatabase({
    folder: path.join(scratch, "postgres"),
    logFile: path.join(scratch, "postgres.log"),
    passwords: { superuser: newPassword(), owner: newPassword(), application: newPassword() },
    settings: scratchSettings,
  });
  const script = fileURLToPath(new URL("start-ozone.mjs", import.meta.url));
  const service = spawn(node, [script, folder, database.superuserUrl], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: service.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<unknown> => {
    for (;;) {
      const line = await lines.next();
      if (line.done === true) throw new Error("the service ended before it answered");
      if (line.value.startsWith("{")) return JSON.parse(line.value) as unknown;
    }
  };
  try {
    const { service: address, reporter, suspect, ...account } = said.parse(await nextLine());
    await openDesk(database, scratch);
    const admin = await createActor("admin");
    const id = randomUUID();
    // Written past the form, which wants https: the service here speaks plainly.
    await change(admin, "report_account.added", {}, (tx) =>
      insertReportAccount(tx, {
        ...{ id, service: "atproto", address, host: new URL(address).hostname, createdBy: admin.id },
        ...{ identifier: account.identifier, moderation: account.moderation },
        secret: sealText("report_account", id, account.appPassword),
      }),
    );
    await tryReportAccount(admin, id, here);
    const { report, notice, delivery } = await sendAbout(suspect);
    print(`outbox: ${delivery?.state ?? "nothing"} ${delivery?.reference ?? ""} ${delivery?.failure ?? ""}`);
    print(`ledger: ${notice.state} ${notice.reference}`);
    const before = queue.parse(await ask());
    for (const one of before.statuses.subjectStatuses) print(`queue: ${one.subject.did} ${one.reviewState}`);
    for (const { id, event, createdBy, modTool } of before.events.events)
      print(
        `event ${id}: ${event.$type} ${event.reportType ?? ""} by ${createdBy === reporter ? "our account" : createdBy} with ${modTool?.name ?? "-"}`,
      );
    const found = before.events.events.find(
      (one) => one.event.comment === report?.reason && one.event.reportType === report?.reasonType,
    );
    const isQueued = before.statuses.subjectStatuses.some((one) => one.subject.did === suspect);
    const isOurs = found?.createdBy === reporter && found.modTool?.name === "demasque";
    const isReceived = notice.state === "received" && notice.reference === String(found?.id ?? "");
    await replaceReportSecret(admin, id, "wrong-wrong-wrong");
    const wrong = await tryReportAccount(admin, id, here).then(
      () => "let in",
      (error: unknown) => (error as { reason?: string }).reason ?? String(error),
    );
    print(`a wrong password: ${wrong}`);
    const isRight = isQueued && isOurs && isReceived && wrong === "report_api_sign_in";
    print(isRight ? "interop: the report is in the service's own queue" : "interop: NOT as it should be");
    return isRight ? 0 : 1;
  } finally {
    service.kill();
    await closeDb();
    await database.cluster.stop();
    await rm(scratch, { recursive: true, force: true });
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  }

  async function ask(): Promise<unknown> {
    service.stdin.write("queue\n");
    return nextLine();
  }
}

process.exitCode = await main();
