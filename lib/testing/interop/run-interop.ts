import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { AtprotoReports } from "@/lib/adapters/atproto-reports";
import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
import { newPassword, scratchSettings, startEmbeddedDatabase } from "@/lib/cli/postgres/embedded";
import { atprotoReports } from "@/lib/domain/notices/build-atproto";
import { sampleCase, sampleChannel, sampleNotice } from "@/lib/domain/notices/sample-notice-input";
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

/**
 * `run-interop.ts [FOLDER]`: our report in a real service's own queue, sent by the product's client, looked up by the service's
 * moderator. A folder that is given is kept for the next time.
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
    const locations = {
      profileUrl: `https://bsky.app/profile/${suspect}`,
      handle: "luna-fake.test",
      stableId: suspect,
      contentUrls: [],
    };
    const [report] = atprotoReports({
      ...sampleNotice,
      platform: "bluesky",
      platformName: "Bluesky",
      channel: sampleChannel("bluesky-in-app"),
      cases: [{ ...sampleCase, platform: "bluesky", locations }],
    });
    if (!report) throw new Error("there is no report to send");
    const send = await new AtprotoReports({ service: address, ...account }, here).open();
    print(`sent: ${await send(report)}`);
    const before = queue.parse(await ask());
    for (const one of before.statuses.subjectStatuses) print(`queue: ${one.subject.did} ${one.reviewState}`);
    for (const { id, event, createdBy, modTool } of before.events.events)
      print(
        `event ${id}: ${event.$type} ${event.reportType ?? ""} by ${createdBy === reporter ? "our account" : createdBy} with ${modTool?.name ?? "-"}`,
      );
    const found = before.events.events.find(
      (one) => one.event.comment === report.reason && one.event.reportType === report.reasonType,
    );
    const isQueued = before.statuses.subjectStatuses.some((one) => one.subject.did === suspect);
    const isOurs = found?.createdBy === reporter && found.modTool?.name === "demasque";
    const wrong = await new AtprotoReports({ service: address, ...account, appPassword: "wrong-wrong-wrong" }, here)
      .open()
      .then(
        () => "let in",
        (error: unknown) => (error as { reason?: string }).reason ?? String(error),
      );
    print(`a wrong password: ${wrong}`);
    const isRight = isQueued && isOurs && wrong === "report_api_sign_in";
    print(isRight ? "interop: the report is in the service's own queue" : "interop: NOT as it should be");
    return isRight ? 0 : 1;
  } finally {
    service.kill();
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
