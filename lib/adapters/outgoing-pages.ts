import "server-only";
import { connect as connectHttp2, constants, type ClientHttp2Session } from "node:http2";
import { request as plainRequest } from "node:http";
import { connect as connectPlain, isIP, type Socket } from "node:net";
import type { Readable } from "node:stream";
import { rootCertificates, connect as connectSecure, type TLSSocket } from "node:tls";
import { DomainError } from "@/lib/domain/errors";
import { checkedTarget, type OutgoingRules, publicInternet, refused, type Target } from "./outgoing-rules";
import { raced, readBounded } from "./read-bounded";

export interface PageAnswer {
  readonly status: number;
  /** The network address that answered. */
  readonly address: string;
  readonly location: string | null;
  readonly refresh: string | null;
  /** How many cookies it wanted to leave. Their names and values are looked at by nobody. */
  readonly cookies: number;
  /** The beginning of the page; empty where it is no page, or where the answer leads elsewhere by itself. */
  readonly html: string;
  readonly isCut: boolean;
  readonly isUnreadable: boolean;
}

interface Head {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly cookies: number;
  readonly body: Readable;
}

const pageBounds = { milliseconds: 5000, bytes: 262_144, headerBytes: 65_536 };

/** Says that a page is wanted and nothing about who wants it: no cookie, no referrer, no language, no name of this product. */
const askedWith = {
  "user-agent": "Mozilla/5.0",
  accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
  "accept-encoding": "gzip, deflate, br",
};

/**
 * The way out to a suspect page: one GET to an address that the guard has checked, over a connection made to that very address.
 * Follows nothing, keeps nothing, runs nothing.
 */
export class OutgoingPages {
  constructor(private readonly rules: OutgoingRules = publicInternet) {}

  /**
   * @throws DomainError `unavailable outgoing_*`, with the network address in the details where one was asked. What arrived late of
   * a page that had begun is left out and said (`isCut`).
   */
  async get(address: string, signal: AbortSignal): Promise<PageAnswer> {
    const late = AbortSignal.timeout(pageBounds.milliseconds);
    const stop = AbortSignal.any([signal, late]);
    const known: { address?: string } = {};
    let socket: Socket | undefined;
    try {
      const target = await raced(checkedTarget(this.rules, address), stop);
      known.address = target.address.address;
      socket = await raced(this.open(target, stop), stop).catch((error: unknown) => {
        throw target.isSecure ? tlsFault(error) : error;
      });
      const head = await raced(isHttp2(socket) ? askHttp2(target, socket) : askHttp1(target, socket), stop);
      return await pageOf(head, target, stop);
    } catch (error) {
      if (error instanceof DomainError) throw refused(error.reason, { ...error.details, ...known }, error);
      throw refused(
        signal.aborted ? "outgoing_stopped" : late.aborted ? "outgoing_slow" : faultOf(error),
        known,
        error,
      );
    } finally {
      socket?.destroy();
    }
  }

  /** Connects to the checked address by its number: no name is resolved a second time. */
  private open(target: Target, stop: AbortSignal): Promise<Socket> {
    const { address, port, host, isSecure } = target;
    const where = { host: address.address, port, family: address.family };
    const extra = this.rules.authorities;
    const socket = isSecure
      ? connectSecure({
          ...where,
          servername: isIP(host) === 0 ? host : "",
          ALPNProtocols: ["h2", "http/1.1"],
          ...(extra && { ca: [...rootCertificates, ...extra] }),
        })
      : connectPlain(where);
    return new Promise((resolve, reject) => {
      socket.once(isSecure ? "secureConnect" : "connect", () => {
        resolve(socket);
      });
      socket.on("error", reject);
      // Whoever gives up in between leaves nothing open behind.
      stop.addEventListener("abort", () => socket.destroy(), { once: true });
    });
  }
}

const isHttp2 = (socket: Socket): boolean => (socket as Partial<TLSSocket>).alpnProtocol === "h2";

function askHttp1({ url }: Target, socket: Socket): Promise<Head> {
  return new Promise((resolve, reject) => {
    const request = plainRequest({
      createConnection: () => socket,
      method: "GET",
      host: url.hostname,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, ...askedWith, connection: "close" },
      maxHeaderSize: pageBounds.headerBytes,
    });
    // By their size they are bounded; a bound by their number would leave the last ones out and say nothing.
    request.maxHeadersCount = 0;
    request.on("error", reject);
    request.on("response", (response) => {
      // Its fate is told by whoever reads it.
      response.on("error", () => undefined);
      const header = (name: string): string | null => {
        const value = response.headers[name];
        return typeof value === "string" ? value : null;
      };
      resolve({
        status: response.statusCode ?? 0,
        header,
        cookies: response.headers["set-cookie"]?.length ?? 0,
        body: response,
      });
    });
    request.on("upgrade", (_, taken) => {
      taken.destroy();
      reject(new Error("The server wants another protocol."));
    });
    request.end();
  });
}

function askHttp2({ url }: Target, socket: Socket): Promise<Head> {
  return new Promise((resolve, reject) => {
    const session: ClientHttp2Session = connectHttp2(url.origin, {
      createConnection: () => socket,
      maxHeaderListPairs: 1000,
      maxSessionMemory: 2,
      settings: { enablePush: false, maxHeaderListSize: pageBounds.headerBytes },
    });
    session.on("error", reject);
    socket.on("close", () => {
      session.destroy();
      reject(new Error("The connection was closed."));
    });
    const stream = session.request({
      ":path": `${url.pathname}${url.search}`,
      ":authority": url.host,
      ...askedWith,
    });
    stream.on("error", reject);
    stream.on("response", (headers) => {
      const header = (name: string): string | null => {
        const value = headers[name];
        return typeof value === "string" ? value : null;
      };
      resolve({
        status: headers[":status"] ?? 0,
        header,
        cookies: headers["set-cookie"]?.length ?? 0,
        body: stream,
      });
    });
    stream.end();
  });
}

const redirects = new Set([301, 302, 303, 307, 308]);

async function pageOf(head: Head, { address }: Target, stop: AbortSignal): Promise<PageAnswer> {
  const { status, header, cookies, body } = head;
  const location = redirects.has(status) ? asWritten(header("location")) : null;
  const type = header("content-type");
  const isPage = location === null && (type === null || /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(type));
  const none = { bytes: Buffer.alloc(0), isCut: false, isUnreadable: false };
  const read = isPage ? await readBounded(body, header("content-encoding") ?? "", pageBounds.bytes, stop) : none;
  body.destroy();
  return {
    status,
    address: address.address,
    location,
    refresh: asWritten(header("refresh")),
    cookies,
    html: textOf(read.bytes, type),
    isCut: read.isCut,
    isUnreadable: read.isUnreadable,
  };
}

/** Headers come as bytes, one a character; browsers read them as UTF-8 where they are. */
function asWritten(value: string | null): string | null {
  if (value === null || !/[\x80-\xff]/.test(value)) return value;
  const bytes = Buffer.from(value, "latin1");
  const text = bytes.toString("utf8");
  return text.includes("\uFFFD") ? value : text;
}

function textOf(bytes: Buffer, type: string | null): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  const named = /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(type ?? "")?.[1];
  for (const label of [marked, named, "utf-8"]) {
    if (label === null || label === undefined) continue;
    try {
      return new TextDecoder(label).decode(bytes);
    } catch {
      // Not a character set that anybody knows.
    }
  }
  return "";
}

const expired = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"]);
const untrusted =
  /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET|DECRYPT|DECODE)|^CERT_|^CRL_|INVALID_(?:CA|PURPOSE)|PATH_LENGTH|HOSTNAME_MISMATCH|ERROR_IN_CERT/;

function tlsFault(error: unknown): unknown {
  const code = codeOf(error);
  if (expired.has(code)) return refused("outgoing_tls_expired", {}, error);
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return refused("outgoing_tls_wrong_host", {}, error);
  if (untrusted.test(code)) return refused("outgoing_tls_untrusted", {}, error);
  return /^(?:ERR_SSL|ERR_TLS|EPROTO)/.test(code) ? refused("outgoing_tls_failed", {}, error) : error;
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}

function faultOf(error: unknown): string {
  const isTooMuch =
    codeOf(error) === "HPE_HEADER_OVERFLOW" ||
    (error instanceof Error && error.message.includes("NGHTTP2_ENHANCE_YOUR_CALM")) ||
    (error as { errno?: unknown } | null)?.errno === constants.NGHTTP2_ENHANCE_YOUR_CALM;
  return isTooMuch ? "outgoing_header_size" : "outgoing_failed";
}
