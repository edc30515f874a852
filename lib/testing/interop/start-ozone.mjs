// A real moderation service with what it needs around it: `start-ozone.mjs FOLDER POSTGRES_URL`, in a process of a newer Node.
// It says on a line where everything is; each line that it is then given is answered with its own queue as it stands.
import { randomBytes } from "node:crypto";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder = "", dbPostgresUrl = ""] = process.argv.slice(2);
process.env.LOG_ENABLED = "false";
const load = (name) => import(pathToFileURL(path.join(folder, "node_modules", ...name.split("/"))).href);
const { TestOzone, TestPds, TestPlc } = await load("@atproto/dev-env/dist/index.js");
const { OzoneServiceProfile } = await load("@atproto/dev-env/dist/service-profile-ozone.js");
const { default: getPort } = await load("@atproto/dev-env/dist/get-port.js");
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const plc = await TestPlc.create({});
const ozonePort = await getPort();
const ozoneUrl = `http://localhost:${ozonePort}`;
const home = await TestPds.create({ didPlcUrl: plc.url, port: await getPort() });
const profile = await OzoneServiceProfile.create(home, ozoneUrl);
const pds = await TestPds.create({
  didPlcUrl: plc.url,
  port: await getPort(),
  modServiceUrl: ozoneUrl,
  modServiceDid: profile.did,
});
const ozone = await TestOzone.create({
  port: ozonePort,
  plcUrl: plc.url,
  signingKey: profile.key,
  serverDid: profile.did,
  dbPostgresSchema: "ozone_interop",
  dbPostgresUrl,
  appviewUrl: pds.url,
  appviewDid: "did:web:appview.invalid",
  appviewPushEvents: false,
});
await profile.migrateTo(pds);

/** An account as anybody has one. */
async function makeAccount(name) {
  const agent = pds.getAgent();
  const password = randomBytes(12).toString("hex");
  await agent.createAccount({ email: `${name}@mail.test`, handle: `${name}.test`, password });
  return { agent, did: agent.session.did };
}
const desk = await makeAccount("desk");
const suspect = await makeAccount("luna-fake");
const { data: app } = await desk.agent.com.atproto.server.createAppPassword({ name: "demasque" });

say({
  service: pds.url,
  identifier: "desk.test",
  appPassword: app.password,
  reporter: desk.did,
  suspect: suspect.did,
  moderation: `${profile.did}#atproto_labeler`,
});

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "stop") break;
  const ask = async (method) => {
    const headers = await ozone.modHeaders(method, "moderator");
    const answer = await fetch(`${ozone.url}/xrpc/${method}?subject=${encodeURIComponent(suspect.did)}`, { headers });
    return answer.json();
  };
  say({
    statuses: await ask("tools.ozone.moderation.queryStatuses"),
    events: await ask("tools.ozone.moderation.queryEvents"),
  });
}
process.exit(0);
