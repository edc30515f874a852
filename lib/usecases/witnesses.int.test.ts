import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text as readText } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
import { publicInternet } from "@/lib/adapters/outgoing-rules";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { treeHead } from "@/lib/db/seal";
import { listWitnesses } from "@/lib/db/witnesses";
import { fromBase64 } from "@/lib/domain/audit/bytes";
import { type Checkpoint, cosign, cosignaturesOf, verifyCheckpoint } from "@/lib/domain/audit/checkpoint";
import { verifyConsistency } from "@/lib/domain/audit/merkle-tree";
import {
  formatSignature,
  formatVerifierKey,
  keyTypes,
  parseNote,
  parseVerifierKey,
  verifierKeyOf,
  withSignature,
} from "@/lib/domain/audit/signed-note";
import { provideEnvironment } from "@/lib/env";
import { createActor } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { inclusionOf, newestCheckpoint } from "@/lib/queries/get-proof";
import { addCosignatures } from "./add-cosignatures";
import { addWitness } from "./add-witness";
import { endWitness } from "./end-witness";
import { sealTrail } from "./seal-trail";
import { sendCheckpoints } from "./send-checkpoints";

const operator = { kind: "operator", requestId: "witness-test" } as const;
const key = { name: "witness.example.org/w1", seed: new Uint8Array(randomBytes(32)) };
const vkey = formatVerifierKey(verifierKeyOf(key, keyTypes.cosignature));
let database: TestDatabase;

/** A witness as C2SP tlog-witness describes it: it remembers one head, checks that the next continues it, and signs. */
class Witness {
  seen: Checkpoint | null = null;
  readonly answers: number[] = [];
  lie: string | null = null;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void readText(request).then((body) => {
        const [status, answer] = this.answer(body);
        this.answers.push(status);
        response.writeHead(status, { "content-type": "text/plain" }).end(answer);
      });
    });
  }
  async open(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return `https://witness.example.org:${String((this.server.address() as AddressInfo).port)}/add-checkpoint`;
  }
  close = () => new Promise((resolve) => this.server.close(resolve));

  private answer(body: string): [number, string] {
    const split = body.indexOf("\n\n");
    const [old = "", ...proofLines] = body.slice(0, split).split("\n");
    const note = body.slice(split + 2);
    const checkpoint = verifyCheckpoint(note, [parseVerifierKey(ourKey)]);
    const known = this.seen?.size ?? 0;
    if (old !== `old ${String(known)}`) return [409, `${String(known)}\n`];
    const proof = proofLines.map((line) => fromBase64(line) ?? new Uint8Array());
    const isGrown =
      !this.seen ||
      verifyConsistency(
        { size1: known, root1: this.seen.root, size2: checkpoint.size, root2: checkpoint.root, proof },
        nodeHashing,
      );
    if (!isGrown) return [422, "not consistent"];
    this.seen = checkpoint;
    return [200, this.lie ?? formatSignature(cosign(parseNote(note).text, key, 1_700_000_000 + checkpoint.size))];
  }
}

let ourKey = "";
/** The product's own client, but that the witness's name leads to this machine, without a certificate. */
class LocalHttp extends OutgoingHttp {
  override post(address: string, body: string, contentType: string) {
    return super.post(address.replace("https:", "http:"), body, contentType);
  }
}
const http = new LocalHttp({
  isAllowedAddress: (address) => address === "127.0.0.1",
  isAllowedPort: () => true,
  lookup: () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]),
});
const send = () => sendCheckpoints({ http, everySeconds: 0 });
const grow = async (count = 1) => {
  for (let at = 0; at < count; at += 1)
    await change(operator, "setting.changed", {}, (tx) =>
      tx.setting.create({ data: { key: `k_${randomUUID()}`, value: at } }),
    );
  await sealTrail();
  return (await treeHead(db()))?.size ?? 0;
};
/** What is below the newest checkpoint as it is handed out, by itself and with a proof. */
const stored = async () => {
  const { note, size } = await newestCheckpoint();
  expect((await inclusionOf(size - 1)).checkpoint).toBe(note);
  return cosignaturesOf(note, [parseVerifierKey(vkey)], nodeHashing);
};

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  await grow(3);
  ourKey = (await treeHead(db()))?.vkey ?? "";
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});
afterEach(async () => {
  for (const { id, isActive } of await listWitnesses(db())) if (isActive) await endWitness(operator, id);
});

describe("a web witness", () => {
  it("is sent each new head with the proof that the tree only grew, and its signature is kept below ours", async () => {
    const witness = new Witness();
    await addWitness(operator, { kind: "webhook", name: "Sister team", target: await witness.open(), vkey });
    expect(await send()).toBe(1);
    expect(await stored()).toMatchObject([{ timestamp: 1_700_000_000 + (witness.seen?.size ?? 0) }]);
    const size = await grow(7);
    expect(await send()).toBe(1);
    expect(witness.seen?.size).toBe(size);
    expect(witness.answers).toEqual([200, 200]);
    expect(await stored()).toHaveLength(1);
    expect(await send()).toBe(0);

    // It forgot: it says which size it knows, and is answered with the proof from there.
    witness.seen = null;
    await grow(2);
    expect(await send()).toBe(1);
    expect(witness.answers.slice(2)).toEqual([409, 200]);

    await grow();
    witness.lie = formatSignature(
      cosign("another.example/log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", key, 5),
    );
    expect(await send()).toBe(0);
    expect((await listWitnesses(db())).find(({ isActive }) => isActive)?.failure).toBe("signature_wrong");
    expect(await stored()).toEqual([]);
    await witness.close();
  });

  it("that does not answer, or lies on a private network, fails by itself and holds up no other", async () => {
    await addWitness(operator, { kind: "webhook", name: "Gone", target: "https://127.0.0.1/", vkey: null });
    await addWitness(operator, { kind: "file", name: "Shelf", target: "shelf", vkey: null });
    const size = await grow();
    expect(await sendCheckpoints({ http: new OutgoingHttp(publicInternet), everySeconds: 0 })).toBe(1);
    const rows = await listWitnesses(db());
    expect(rows.find(({ name }) => name === "Gone")).toMatchObject({ failure: "outgoing_address", sentSize: null });
    const folder = path.join(database.dataDir, "witness/shelf");
    expect(await readdir(folder)).toEqual([`${String(size)}.checkpoint`]);
    expect(await readFile(path.join(folder, `${String(size)}.checkpoint`), "utf8")).toBe((await treeHead(db()))?.note);
  });
});

describe("a witness by e-mail", () => {
  it("gets the checkpoint as a file from a real mail server, and what it signs later is checked and kept", async () => {
    const mails: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, _session, done) => {
        void readText(stream).then((mail) => {
          mails.push(mail);
          done();
        });
      },
    });
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    const { port } = server.server.address() as AddressInfo;
    provideEnvironment({ SMTP_URL: `smtp://127.0.0.1:${String(port)}`, MAIL_FROM: "desk@example.org" });
    await addWitness(operator, { kind: "email", name: "By post", target: "them@example.net", vkey: null });
    await grow();
    expect(await send()).toBe(1);
    const head = await treeHead(db());
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain("To: them@example.net");
    expect(mails[0]).toContain(`checkpoint-${String(head?.size)}.txt`);
    await new Promise<void>((resolve) => server.close(resolve));
    provideEnvironment({ SMTP_URL: "", MAIL_FROM: "" });

    const signed = withSignature(head?.note ?? "", cosign(parseNote(head?.note ?? "").text, key, 1_800_000_000));
    expect(await addCosignatures(operator, signed)).toBe(1);
    expect(await addCosignatures(operator, signed)).toBe(0);
    expect(await stored()).toMatchObject([{ timestamp: 1_800_000_000 }]);
  });

  it("that nobody knows, or whose signature is under another text, is refused", async () => {
    const note = (await treeHead(db()))?.note ?? "";
    const stranger = { name: "stranger.example/w", seed: new Uint8Array(randomBytes(32)) };
    const { text } = parseNote(note);
    await expect(addCosignatures(operator, withSignature(note, cosign(text, stranger, 1)))).rejects.toMatchObject({
      reason: "signer_unknown",
    });
    const other = note.replace(/\n\d+\n/, "\n999999\n");
    await expect(addCosignatures(operator, other)).rejects.toMatchObject({ code: "not_found" });
    const volunteer = await createActor("volunteer");
    await expect(addCosignatures(volunteer, note)).rejects.toMatchObject({ code: "forbidden" });
    await expect(addWitness(volunteer, { kind: "file", name: "x", target: "x", vkey: null })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
