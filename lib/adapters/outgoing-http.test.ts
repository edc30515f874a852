import { readFileSync } from "node:fs";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { parse } from "csv-parse/sync";
import { afterAll, describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { OutgoingHttp } from "./outgoing-http";
import { type OutgoingRules, publicInternet } from "./outgoing-rules";
import { isPublicAddress } from "./public-address";

const closing: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}
const loopback: OutgoingRules = {
  isAllowedAddress: (address) => address === "127.0.0.1",
  isAllowedPort: () => true,
  lookup: () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]),
};
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "answered",
    (error: unknown) => (error as { reason?: string }).reason ?? String(error),
  );

describe("what is on the public internet", () => {
  it.each(
    (
      "93.184.215.14 2606:2800:21f:cb07:6820:80da:af6b:8b2c 8.8.8.8 100.63.255.255 100.128.0.1 126.255.255.255 172.15.0.1 172.32.0.1 " +
      "192.0.1.1 192.169.1.1 198.17.1.1 198.20.1.1 203.0.114.1 223.255.255.255 2001:4860:4860::8888 2001:200::1 2001:db9::1 2003::1 2c0f:fb50::1"
    ).split(" "),
  )("%s", (address) => expect(isPublicAddress(address)).toBe(true));
  it.each([
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    // Carrying an IPv4 address, or beside the part of the space that is given out.
    "::7f00:1",
    "::8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b:1::7f00:1",
    "2606:4700::5efe:7f00:1",
    "2606:4700::200:5efe:a00:1",
    "2001:2::1",
    "3fff::1",
    "5f00::1",
    "fec0::1",
    "100:0:0:1::1",
    "1::1",
    "4000::1",
    "e000::1",
    // Of one network card, and what one reader takes for another number than the next.
    "2606:4700::1111%eth0",
    "010.8.8.8",
    "8.8.8",
    "0x08080808",
    "134744072",
    "8.8.8.8.",
    "127。0。0。1",
    "localhost",
    "",
  ])("not: %s", (address) => expect(isPublicAddress(address)).toBe(false));
});

describe("the way out", () => {
  const labelled = fixture("ssrf/labelled_cases.csv");
  it.skipIf(labelled === undefined)("refuses every address of the labelled list that leads inside", async () => {
    const rows = parse<Record<string, string>>(readFileSync(labelled ?? "", "utf8"), { columns: true });
    const inside = rows.filter(({ expected }) => expected === "reject");
    expect(inside.length).toBeGreaterThan(50);
    const http = new OutgoingHttp({ ...publicInternet, lookup: (host) => literal(host) });
    for (const { input = "" } of inside)
      expect(await reasonOf(http.post(input, "", "text/plain")), input).not.toBe("answered");
  });

  it("refuses what leads inside in every spelling of a host", async () => {
    const http = new OutgoingHttp({ ...publicInternet, lookup: (host) => literal(host) });
    for (const host of [
      ...[
        "127.1",
        "0x7f.1",
        "017700000001",
        "2130706433",
        "127.0.0.1.",
        "127。0。0。1",
        "%31%32%37.0.0.1",
        "①②⑦.⓪.⓪.①",
        "１２７.0.0.1",
      ],
      ...[
        "[::1]",
        "[::ffff:7f00:1]",
        "[::7f00:1]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:7f00:1::]",
        "[fd00:ec2::254]",
        "@127.0.0.1",
        "169.254.169.254",
      ],
    ])
      expect(await reasonOf(http.get(`http://${host}/`)), host).toBe("outgoing_address");
  });

  it("connects to the very address that it checked, whatever the name says the next time", async () => {
    const port = await serve((_, response) => response.end("here"));
    let asked = 0;
    const http = new OutgoingHttp({
      ...loopback,
      lookup: () => Promise.resolve([{ address: asked++ === 0 ? "127.0.0.1" : "10.0.0.1", family: 4 }]),
    });
    expect(await http.post(`http://rebinding.example:${String(port)}/`, "x", "text/plain")).toEqual({
      status: 200,
      text: "here",
      retryAfter: null,
      limitResets: null,
    });
    expect(asked).toBe(1);
  });

  it("refuses a name when one of its addresses leads inside", async () => {
    const http = new OutgoingHttp({
      ...publicInternet,
      lookup: () =>
        Promise.resolve([
          { address: "93.184.215.14", family: 4 },
          { address: "127.0.0.1", family: 4 },
        ]),
    });
    expect(await reasonOf(http.post("http://two.example/", "", "text/plain"))).toBe("outgoing_address");
  });

  it.each([
    ["http://[fe80::1%25eth0]/", "outgoing_failed"],
    ["http://127.0.0.1:80:80/", "outgoing_failed"],
    ["ftp://example.org/", "outgoing_scheme"],
    ["https://user:secret@example.org/", "outgoing_credentials"],
    ["https://example.org:8443/", "outgoing_port"],
  ])("refuses %s", async (address, reason) => {
    expect(await reasonOf(new OutgoingHttp().post(address, "", "text/plain"))).toBe(reason);
  });

  it("follows no redirect, and reads no more than it can hold", async () => {
    const away = await serve((_, response) => response.writeHead(302, { location: "http://10.0.0.1/" }).end());
    const http = new OutgoingHttp(loopback);
    expect((await http.post(`http://a.example:${String(away)}/`, "", "text/plain")).status).toBe(302);
    const endless = await serve((_, response) => response.end("x".repeat(100_000)));
    expect(await reasonOf(http.post(`http://a.example:${String(endless)}/`, "", "text/plain"))).toBe("outgoing_large");
  });

  it("gives up on an answer that does not come", { timeout: 15_000 }, async () => {
    const mute = await serve(() => undefined);
    expect(await reasonOf(new OutgoingHttp(loopback).post(`http://a.example:${String(mute)}/`, "", "text/plain"))).toBe(
      "outgoing_slow",
    );
  });
});

/** Names are not looked up in a test: they count as not found, literal addresses as themselves. */
function literal(host: string) {
  return /^[\d.]+$|:/.test(host)
    ? Promise.resolve([{ address: host, family: host.includes(":") ? 6 : 4 }])
    : Promise.reject(new Error("no such name"));
}
