import "server-only";
import type { LookupAddress } from "node:dns";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest, type RequestOptions } from "node:https";
import type { LookupFunction } from "node:net";
import { rootCertificates } from "node:tls";
import { checkedTarget, type OutgoingRules, publicInternet, refused } from "./outgoing-rules";

export interface OutgoingAnswer {
  status: number;
  text: string;
  /** As the other side wrote it; null where it said nothing. */
  retryAfter: string | null;
  /** When its limit of requests begins anew, as it wrote that; null where it said nothing. */
  limitResets: string | null;
}

const patienceMilliseconds = 5000;
const answerBytesAtMost = 65_536;

/**
 * The way out for what the desk sends: the connection goes to the very address that was checked; nothing is followed, kept or sent
 * along but what the caller gives.
 */
export class OutgoingHttp {
  constructor(
    private readonly rules: OutgoingRules = publicInternet,
    private readonly bytesAtMost: number = answerBytesAtMost,
  ) {}

  /** @throws DomainError `unavailable outgoing_*`, with `isHandedOver` where a line was opened or tried. */
  async post(
    address: string,
    body: string,
    contentType: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<OutgoingAnswer> {
    const described = { "content-type": contentType, "content-length": String(Buffer.byteLength(body)) };
    return this.request("POST", address, body, { accept: "text/plain", ...headers, ...described });
  }

  /** @throws DomainError `unavailable outgoing_*`. */
  async get(address: string, headers: Readonly<Record<string, string>> = {}): Promise<OutgoingAnswer> {
    return this.request("GET", address, "", headers);
  }

  private async request(
    method: "GET" | "POST",
    address: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<OutgoingAnswer> {
    const { url, isSecure, address: target } = await checkedTarget(this.rules, address);
    const options: RequestOptions & { ca?: string[] } = {
      method,
      agent: false,
      lookup: pinned(target),
      ...(this.rules.authorities && { ca: [...rootCertificates, ...this.rules.authorities] }),
      headers: { ...headers, "user-agent": "demasque" },
    };
    return send((isSecure ? secureRequest : plainRequest)(url, options), body, {
      isSecure,
      bytesAtMost: this.bytesAtMost,
    });
  }
}

const pinned =
  ({ address, family }: LookupAddress): LookupFunction =>
  (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };

const headerOf = ({ headers }: IncomingMessage, name: string): string | null => {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
};

interface Sending {
  readonly isSecure: boolean;
  readonly bytesAtMost: number;
}

function send(
  request: ReturnType<typeof plainRequest>,
  body: string,
  { isSecure, bytesAtMost }: Sending,
): Promise<OutgoingAnswer> {
  return new Promise((resolve, reject) => {
    // From then on bytes may have come to the other side, whatever happens to the line.
    let isHandedOver = false;
    request.on("socket", (socket) => {
      socket.once(isSecure ? "secureConnect" : "connect", () => {
        isHandedOver = true;
      });
    });
    const fail = (reason: string, cause?: unknown) => {
      reject(refused(reason, { isHandedOver }, cause));
      request.destroy();
    };
    const timer = setTimeout(() => {
      fail("outgoing_slow");
    }, patienceMilliseconds);
    request.on("error", (error) => {
      fail("outgoing_failed", error);
    });
    request.on("close", () => {
      clearTimeout(timer);
    });
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      response.on("data", (part: Buffer) => {
        length += part.length;
        if (length > bytesAtMost) fail("outgoing_large");
        else parts.push(part);
      });
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(parts).toString("utf8"),
          retryAfter: response.headers["retry-after"] ?? null,
          limitResets: headerOf(response, "ratelimit-reset") ?? headerOf(response, "x-ratelimit-reset"),
        });
      });
      response.on("error", (error) => {
        fail("outgoing_failed", error);
      });
    });
    request.end(body);
  });
}
