import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, describe, expect, it } from "vitest";
import { OutgoingPages } from "@/lib/adapters/outgoing-pages";
import { type OutgoingRules, publicInternet } from "@/lib/adapters/outgoing-rules";
import type { Trace } from "@/lib/domain/traces/trace";
import { fixture } from "@/lib/testing/fixtures";
import { selfSigned } from "@/lib/testing/certificates";
import { type Answering, suspectServers as servers, toThisMachine } from "@/lib/testing/suspect-servers";
import { followLink } from "./follow-link";

afterAll(servers.close);

const never = new AbortController().signal;
const trace = (link: string, rules: OutgoingRules = toThisMachine, signal = never): Promise<Trace> =>
  followLink(new OutgoingPages(rules), link, signal);
const page =
  (html: string): Answering =>
  (_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end(html);
const to =
  (location: string, status = 302): Answering =>
  (_, response) =>
    response.writeHead(status, { location }).end();
/** One server that answers by path. */
const site =
  (pages: Readonly<Record<string, Answering>>): Answering =>
  (request, response) => {
    const answer = pages[(request.url ?? "").split("?")[0] ?? ""];
    if (answer) answer(request, response);
    else response.writeHead(404, { "content-type": "text/html" }).end("none");
  };
const told = ({ hops, because }: Trace) => ({ hops: hops.map(({ how, status }) => [how, status]), because });

describe("a chain", () => {
  it("is followed through all five codes, between http and https, with who answered, when and how fast", async () => {
    const last = await servers.secure(page("<p>here</p>"));
    const chain = await servers.plain(
      site({
        "/": to("/2", 301),
        "/2": to("3", 302),
        "/3": to("?four", 303),
        "/4": to("/", 307),
      }),
    );
    const found = await trace(`http://first.example:${String(chain)}/`);
    expect(told(found)).toEqual({
      hops: [
        ["asked", 301],
        ["http", 302],
        ["http", 303],
        ["http", 303],
      ],
      because: "loop",
    } satisfies ReturnType<typeof told>);
    const across = await servers.plain(
      site({
        "/": to("/2", 301),
        "/2": to("3", 302),
        "/3": to("/5", 307),
        "/5": to("/6", 303),
        "/6": to(`https://last.example:${String(last)}/landing?aff_id=7#top`, 308),
      }),
    );
    const whole = await trace(`http://first.example:${String(across)}/`);
    expect(told(whole)).toEqual({
      hops: [
        ["asked", 301],
        ["http", 302],
        ["http", 307],
        ["http", 303],
        ["http", 308],
        ["http", 200],
      ],
      because: "landed",
    });
    expect(whole.final).toBe(`https://last.example:${String(last)}/landing?aff_id=7#top`);
    for (const { address, at, milliseconds } of whole.hops) {
      expect(address).toBe("127.0.0.1");
      expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(20_000);
      expect(milliseconds).toBeLessThan(5000);
    }
  });

  it("ends on a loop, on the eleventh address, and on a redirect to nowhere", async () => {
    const port = await servers.plain(
      site({
        "/self": to("/self#again"),
        "/ping": to("/pong"),
        "/pong": to("/ping"),
        "/empty": to(""),
        "/bad": to("http://"),
        "/long": to(`/${"x".repeat(9000)}`),
        ...Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`/n${String(at)}`, to(`/n${String(at + 1)}`)])),
      }),
    );
    const endOf = async (where: string) => (await trace(`http://a.example:${String(port)}${where}`)).because;
    expect(await endOf("/self")).toBe("loop");
    expect(await endOf("/ping")).toBe("loop");
    expect(await endOf("/empty")).toBe("bad_location");
    expect(await endOf("/bad")).toBe("bad_location");
    expect(await endOf("/long")).toBe("address_length");
    const long = await trace(`http://a.example:${String(port)}/n0`);
    expect([long.hops.length, long.because]).toEqual([10, "too_many_hops"]);
  });

  it("goes on through the header Refresh and the page's own meta element, and only notes a script", async () => {
    const port = await servers.plain(
      site({
        "/header": (_, response) => response.writeHead(200, { refresh: "0; url=/meta" }).end(),
        "/meta": page(`<!doctype html><title><meta http-equiv=refresh content="0;url=/no"></title>
          <!-- <meta http-equiv=refresh content="0;url=/no"> -->
          <META CONTENT='1 ; URL = "&#x2f;script&quest;a=1&amp;b=2"' Http-Equiv=Refresh>`),
        "/script": page(`<script>if (1 == 1) window.location.href = "https://elsewhere.example/"</script>`),
        "/again": page(`<meta http-equiv="refresh" content="30">`),
        "/late": page(`<meta http-equiv="refresh" content="300; url=/no">`),
        "/based": page(`<base href="/deep/"><meta http-equiv="refresh" content="0;page">`),
        "/deep/page": page("here"),
      }),
    );
    const base = `http://a.example:${String(port)}`;
    const found = await trace(`${base}/header`);
    expect(told(found)).toEqual({
      hops: [
        ["asked", 200],
        ["header", 200],
        ["meta", 200],
      ],
      because: "landed",
    });
    expect(found.final).toBe(`${base}/script?a=1&b=2`);
    expect(found.hops.at(-1)?.notes).toEqual(["script"]);
    expect((await trace(`${base}/again`)).hops).toHaveLength(1);
    expect((await trace(`${base}/late`)).hops).toHaveLength(1);
    expect((await trace(`${base}/based`)).final).toBe(`${base}/deep/page`);
  });

  it("reads wrappers without asking them, also in the middle", async () => {
    const real = await servers.plain((request, response) =>
      request.url === "/end"
        ? page("here")(request, response)
        : to(`https://href.li/?http://b.example:${String(real)}/end`)(request, response),
    );
    const inner = encodeURIComponent(`http://a.example:${String(real)}/`);
    const found = await trace(`https://l.facebook.com/l.php?u=${inner}&h=AT0`);
    expect(found.hops.map(({ how, status, address, notes }) => [how, status, address, ...notes])).toEqual([
      ["asked", null, null, "not_asked"],
      ["unwrap", 302, "127.0.0.1"],
      ["http", null, null, "not_asked"],
      ["unwrap", 200, "127.0.0.1"],
    ]);
  });

  it("sends no cookie, no referrer and no name of ours, counts the cookies it refuses, and asks by GET alone", async () => {
    const heard: IncomingHeaders[] = [];
    const port = await servers.plain((request, response) => {
      heard.push({ method: request.method, headers: request.headers });
      const cookies = ["a=1", "b=2; HttpOnly"];
      if (request.url === "/") response.writeHead(307, { location: "/two", "set-cookie": cookies }).end();
      else response.writeHead(200, { "set-cookie": "c=3" }).end();
    });
    const found = await trace(`http://a.example:${String(port)}/#fragment`);
    expect(found.hops.map(({ cookiesRefused }) => cookiesRefused)).toEqual([2, 1]);
    expect(found.final).toMatch(/\/two#fragment$/);
    for (const { method, headers } of heard) {
      expect(method).toBe("GET");
      expect(Object.keys(headers).sort()).toEqual(["accept", "accept-encoding", "connection", "host", "user-agent"]);
      expect(JSON.stringify(headers).toLowerCase()).not.toContain("masque");
    }
  });

  it("asks a server that speaks HTTP/2 alone", async () => {
    const port = await servers.onlyHttp2((request, response) => {
      expect(request.httpVersion).toBe("2.0");
      if (request.url === "/") response.writeHead(302, { location: "/end", "set-cookie": ["a=1", "b=2"] }).end();
      else response.writeHead(200, { "content-type": "text/html" }).end(`<script>location.replace("/x")</script>`);
    });
    const found = await trace(`https://two.example:${String(port)}/`);
    expect(told(found)).toEqual({
      hops: [
        ["asked", 302],
        ["http", 200],
      ],
      because: "landed",
    });
    expect(found.hops.map(({ cookiesRefused, notes }) => [cookiesRefused, ...notes])).toEqual([[2], [0, "script"]]);
  });
});
interface IncomingHeaders {
  method: string | undefined;
  headers: object;
}

describe("an answer that would do harm", () => {
  const html = `<meta http-equiv=refresh content="0;url=/end">`;
  const packed: Readonly<Record<string, (text: string) => Buffer>> = {
    gzip: gzipSync,
    br: (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
    deflate: deflateSync,
    "deflate ": deflateRawSync,
    "gzip, br": (text) => brotliCompressSync(gzipSync(text)),
  };
  it.each(Object.keys(packed))("is unpacked when it is honest (%s)", async (coding) => {
    const port = await servers.plain((request, response) =>
      request.url === "/end"
        ? response.end()
        : response
            .writeHead(200, { "content-type": "text/html", "content-encoding": coding.trim() })
            .end(packed[coding]?.(html)),
    );
    expect((await trace(`http://a.example:${String(port)}/`)).hops.map(({ how }) => how)).toEqual(["asked", "meta"]);
  });

  it.each(["gzip", "br", "gzip, br"])(
    "is cut while it is unpacked when it is a bomb (%s)",
    { timeout: 60_000 },
    async (coding) => {
      const bomb = packed[coding]?.(" ".repeat(200_000_000)) ?? Buffer.alloc(0);
      expect(bomb.length).toBeLessThan(300_000);
      const port = await servers.plain((_, response) =>
        response.writeHead(200, { "content-type": "text/html", "content-encoding": coding }).end(bomb),
      );
      const before = process.memoryUsage().rss;
      const found = await trace(`http://a.example:${String(port)}/`);
      expect([found.because, found.hops[0]?.notes]).toEqual(["landed", ["cut"]]);
      expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
    },
  );

  it("is cut at 256 KB, so that what stands beyond is not read", async () => {
    const port = await servers.plain(page(`${" ".repeat(262_145)}${html}`));
    const found = await trace(`http://a.example:${String(port)}/`);
    expect([found.hops.length, found.hops[0]?.notes]).toEqual([1, ["cut"]]);
  });

  it.each(["zstd-like", "gzip, gzip, gzip, gzip", "gzip"])(
    "is said to be unreadable when it is packed in %s and is not",
    async (coding) => {
      const port = await servers.plain((_, response) =>
        response.writeHead(200, { "content-type": "text/html", "content-encoding": coding }).end(html),
      );
      expect((await trace(`http://a.example:${String(port)}/`)).hops[0]?.notes).toEqual(["unreadable"]);
    },
  );

  it(
    "is left when it is slow: before the header it ends the trace, after it what came is read",
    { timeout: 20_000 },
    async () => {
      const mute = await servers.plain(() => undefined);
      const dripping = await servers.plain((_, response) => {
        response.writeHead(200, { "content-type": "text/html" });
        response.write(html.replace("/end", "/mute"));
        const drip = setInterval(() => response.write(" "), 50);
        response.on("close", () => {
          clearInterval(drip);
        });
      });
      const [silent, slow] = await Promise.all([
        trace(`http://a.example:${String(mute)}/`),
        trace(`http://a.example:${String(dripping)}/once`, toThisMachine, AbortSignal.timeout(19_000)).catch(
          () => null,
        ),
      ]);
      expect(silent.because).toBe("slow");
      expect(silent.hops[0]?.milliseconds).toBeLessThan(6000);
      expect(slow?.hops.slice(0, 2).map(({ how, notes }) => [how, ...notes])).toEqual([
        ["asked", "cut"],
        ["meta", "cut"],
      ]);
    },
  );

  it("is refused when its header is huge, holds control bytes, or is none", async () => {
    const many = (length: number) => Array.from({ length }, (_, at) => `x-${String(at)}: y\r\n`).join("");
    const answers: Readonly<Record<string, string>> = {
      header_size: `HTTP/1.1 302 Found\r\n${many(20_000)}location: /x\r\n\r\n`,
      failed: "HTTP/1.1 302 Found\r\nlocation: /x\u0000\u0001\r\n\r\n",
    };
    for (const [because, bytes] of Object.entries(answers)) {
      const port = await servers.saying(bytes);
      expect((await trace(`http://a.example:${String(port)}/`)).because, because).toBe(because);
    }
    // Thousands that are small hide nothing.
    const small = await servers.saying(`HTTP/1.1 302 Found\r\n${many(5000)}location: http://10.0.0.1/\r\n\r\n`);
    expect((await trace(`http://a.example:${String(small)}/`)).because).toBe("port");
    const noise = await servers.saying("SSH-2.0-OpenSSH_9.2\r\n");
    expect((await trace(`http://a.example:${String(noise)}/`)).because).toBe("failed");
    const big = await servers.onlyHttp2((_, response) => {
      for (let at = 0; at < 3000; at += 1) response.setHeader(`x-${String(at)}`, "y".repeat(40));
      response.end();
    });
    expect(["header_size", "failed"]).toContain((await trace(`https://a.example:${String(big)}/`)).because);
  });

  it("puts nothing of ours into a request: what is written into a Location stays one address", async () => {
    const asked: string[] = [];
    const port = await servers.plain((request, response) => {
      asked.push(request.url ?? "");
      if (request.url === "/") response.writeHead(302, { location: "/a b%0d%0ax-evil: 1\u00e9" }).end();
      else response.end();
    });
    await trace(`http://a.example:${String(port)}/`);
    expect(asked).toEqual(["/", "/a%20b%0d%0ax-evil:%201%C3%A9"]);
  });
});

describe("who is believed", () => {
  it("is nobody whose certificate is expired, another's, self-made, or vouched for by a stranger", async () => {
    const { authority } = servers;
    const bad = {
      tls_expired: authority.issue(["a.example"], new Date(Date.now() - 86_400_000)),
      tls_wrong_host: authority.issue(["b.example"]),
      tls_untrusted: selfSigned(["a.example"]),
    };
    for (const [because, certified] of Object.entries(bad)) {
      const port = await servers.secure(page("never seen"), certified);
      expect((await trace(`https://a.example:${String(port)}/`)).because).toBe(because);
    }
    const good = await servers.secure(page("seen"));
    expect((await trace(`https://a.example:${String(good)}/`)).because).toBe("landed");
    const { authorities: _, ...unknowing } = toThisMachine;
    expect((await trace(`https://a.example:${String(good)}/`, unknowing)).because).toBe("tls_untrusted");
    const plain = await servers.plain(page("no TLS at all"));
    expect((await trace(`https://a.example:${String(plain)}/`)).because).toBe("tls_failed");
  });
});

describe("where a trace never goes", () => {
  it("connects to the very address that was checked, at every hop, whatever the name says the next time", async () => {
    const asked: string[] = [];
    const port = await servers.plain((request, response) =>
      request.url === "/" ? to("/next")(request, response) : page("here")(request, response),
    );
    const changing: OutgoingRules = {
      ...toThisMachine,
      lookup: (host) => {
        asked.push(host);
        return Promise.resolve([{ address: asked.length === 1 ? "127.0.0.1" : "10.0.0.1", family: 4 }]);
      },
    };
    const found = await trace(`http://rebinding.example:${String(port)}/`, changing);
    expect(asked).toEqual(["rebinding.example", "rebinding.example"]);
    expect(found.hops.map(({ status }) => status)).toEqual([302, null]);
    expect([found.because, found.final]).toEqual(["private_address", `http://rebinding.example:${String(port)}/`]);
  });

  it.each([
    ["http://10.0.0.1:8080/", "private_address"],
    ["http://[::1]:8080/", "private_address"],
    ["http://[::ffff:127.0.0.1]:8080/", "private_address"],
    ["http://a.example:22/", "port"],
    ["file:///etc/passwd", "scheme"],
    ["javascript:alert(1)", "scheme"],
    ["data:text/html,x", "scheme"],
    ["gopher://127.0.0.1/", "scheme"],
    ["http://user:secret@a.example:8080/", "credentials"],
  ])("refuses a redirect to %s (%s)", async (location, because) => {
    const port = await servers.plain(to(location));
    const found = await trace(`http://a.example:${String(port)}/`);
    expect(found.because).toBe(because);
    expect(found.hops.map(({ status }) => status)).toEqual([302, null]);
  });

  it("stops where its reader stops it", async () => {
    const mute = await servers.plain(() => undefined);
    const stop = new AbortController();
    const running = trace(`http://a.example:${String(mute)}/`, toThisMachine, stop.signal);
    setTimeout(() => {
      stop.abort();
    }, 50);
    await expect(running).rejects.toMatchObject({ reason: "trace_stopped" });
  });

  const labelled = fixture("ssrf/labelled_cases.csv");
  const payloads = fixture("ssrf/payloadsallthethings");
  const byLiteral: OutgoingRules = {
    ...publicInternet,
    lookup: (host) =>
      /^[\d.]+$|:/.test(host)
        ? Promise.resolve([{ address: host, family: host.includes(":") ? 6 : 4 }])
        : host === "localhost"
          ? Promise.resolve([{ address: "127.0.0.1", family: 4 }])
          : Promise.reject(new Error("no such name")),
  };

  it.skipIf(labelled === undefined)(
    "refuses every address of the labelled list (skipped without the shared fixtures)",
    async () => {
      const rows = parse<Record<string, string>>(readFileSync(labelled ?? "", "utf8"), { columns: true });
      const inside = rows.filter(({ expected }) => expected === "reject");
      expect(inside.length).toBeGreaterThan(50);
      for (const { input = "" } of inside) {
        const { because, hops } = await trace(input, byLiteral);
        expect(because, input).not.toBe("landed");
        expect(
          hops.every(({ status }) => status === null),
          input,
        ).toBe(true);
      }
    },
  );

  it.skipIf(payloads === undefined)(
    "refuses every payload with an address of its own (skipped without the shared fixtures)",
    async () => {
      const text = readdirSync(payloads ?? "")
        .map((name) => readFileSync(path.join(payloads ?? "", name), "utf8"))
        .join("\n");
      const links = [...text.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>|)]+/gi)].map(([link]) => link);
      const literal = links.filter((link) => {
        const host = URL.canParse(link) ? new URL(link).hostname : "";
        return /^[\d.]+$|^\[|^localhost\.?$/.test(host) || !/^https?:/i.test(link);
      });
      expect(literal.length).toBeGreaterThan(100);
      const outside = literal.filter((link) => /^https?:\/\/(?:8\.8\.8\.8|1\.1\.1\.1)\b/.test(link));
      for (const link of literal) {
        if (outside.includes(link)) continue;
        const { because, hops } = await trace(link, byLiteral);
        expect(because, link).not.toBe("landed");
        expect(
          hops.every(({ status }) => status === null),
          link,
        ).toBe(true);
      }
    },
  );

  const profiles = fixture("profile-urls/sherlock/data.json");
  it.skipIf(profiles === undefined)(
    "refuses no public address of the profiles' lists (skipped without the shared fixtures)",
    async () => {
      const sites = JSON.parse(readFileSync(profiles ?? "", "utf8")) as Record<string, { url?: string }>;
      const cases = path.join(path.dirname(profiles ?? ""), "../social-profile-url-parser/cases");
      const more = readdirSync(cases).flatMap(
        (name) => readFileSync(path.join(cases, name), "utf8").match(/https?:\/\/[^"\s]+/g) ?? [],
      );
      const links = [
        ...Object.values(sites).flatMap(({ url }) => (url === undefined ? [] : [url.replaceAll("{}", "lou")])),
        ...more,
      ].filter((link) => /^https?:/.test(link) && URL.canParse(link));
      expect(links.length).toBeGreaterThan(400);
      const asked: string[] = [];
      const pages = {
        // What the guard would let pass, had every name a public address.
        get: async (url: string) => {
          const { checkedTarget } = await import("@/lib/adapters/outgoing-rules");
          const target = await checkedTarget(
            { ...publicInternet, lookup: () => Promise.resolve([{ address: "93.184.215.14", family: 4 }]) },
            url,
          );
          asked.push(url);
          return {
            ...{ status: 200, location: null, refresh: null, cookies: 0, html: "" },
            isCut: false,
            isUnreadable: false,
            address: target.address.address,
          };
        },
      };
      for (const link of links) {
        const found = await followLink(pages, link, never);
        expect(found.because, link).toBe("landed");
      }
      expect(asked.length).toBeGreaterThan(400);
    },
  );
});
