import "server-only";
import type { LookupAddress } from "node:dns";
import { request as plainRequest } from "node:http";
import { request as secureRequest, type RequestOptions } from "node:https";
import type { LookupFunction } from "node:net";
import { checkedTarget, type OutgoingRules, publicInternet, refused } from "./outgoing-rules";

export interface OutgoingAnswer {
  status: number;
  text: string;
}

const patienceMilliseconds = 5000;
const answerBytesAtMost = 65_536;

/**
 * The way out for what the desk sends: the connection goes to the very address that was checked; nothing is followed, kept or sent
 * along but what the caller gives.
 */
export class OutgoingHttp {
  constructor(private readonly rules: OutgoingRules = publicInternet) {}

  /** @throws DomainError `unavailable outgoing_*`. */
  async post(
    address: string,
    body: string,
    contentType: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<OutgoingAnswer> {
    const { url, isSecure, address: target } = await checkedTarget(this.rules, address);
    const options: RequestOptions = {
      method: "POST",
      agent: false,
      lookup: pinned(target),
      headers: {
        ...headers,
        "content-type": contentType,
        "content-length": Buffer.byteLength(body),
        "user-agent": "demasque",
        accept: "text/plain",
      },
    };
    return send((isSecure ? secureRequest : plainRequest)(url, options), body);
  }
}

const pinned =
  ({ address, family }: LookupAddress): LookupFunction =>
  (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };

function send(request: ReturnType<typeof plainRequest>, body: string): Promise<OutgoingAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown) => {
      reject(refused(reason, {}, cause));
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
        if (length > answerBytesAtMost) fail("outgoing_large");
        else parts.push(part);
      });
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") });
      });
      response.on("error", (error) => {
        fail("outgoing_failed", error);
      });
    });
    request.end(body);
  });
}
